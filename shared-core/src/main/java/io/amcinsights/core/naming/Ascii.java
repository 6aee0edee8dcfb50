package io.amcinsights.core.naming;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds letters to ASCII as Lucene's ASCIIFoldingFilter does for the Latin script.
 *
 * <p>Not Lucene itself, whose filter comes with an analysis framework of several megabytes in every
 * function, nor a transliterator, which would also romanise scripts that Lucene leaves alone:
 * Unicode's compatibility decomposition does nearly all of it, and the letters without one stand in
 * a table.
 */
final class Ascii {

  private static final Map<Integer, String> LETTERS =
      table(
          "ß ss", "ẞ SS", "æ ae", "Æ AE", "œ oe", "Œ OE", "ø o", "Ø O", "đ d", "Đ D", "ð d", "Ð D",
          "þ th", "Þ TH", "ł l", "Ł L", "ħ h", "Ħ H", "ı i", "ĸ q", "ŋ n", "Ŋ N", "ŧ t", "Ŧ T",
          "ƀ b", "Ɓ B", "Ƃ B", "ƃ b", "Ɔ O", "Ƈ C", "ƈ c", "Ɖ D", "Ɗ D", "Ƌ D", "ƌ d", "Ǝ E", "Ə A",
          "ə a", "Ɛ E", "ɛ e", "Ƒ F", "ƒ f", "Ɠ G", "ƕ hv", "Ɩ I", "Ɨ I", "Ƙ K", "ƙ k", "ƚ l",
          "Ɯ M", "Ɲ N", "ƞ n", "Ɵ O", "Ƥ P", "ƥ p", "ƫ t", "Ƭ T", "ƭ t", "Ʈ T", "Ʋ V", "Ƴ Y", "ƴ y",
          "Ƶ Z", "ƶ z", "ǝ a", "Ǥ G", "ǥ g", "Ƕ HV", "Ƞ N", "Ȣ OU", "ȣ ou", "Ȥ Z", "ȥ z", "ȷ j",
          "ȸ db", "ȹ qp", "Ⱥ A", "Ȼ C", "ȼ c", "Ƚ L", "Ⱦ T", "ȿ s", "ɀ z", "Ƀ B", "Ʉ U", "Ʌ V",
          "Ɇ E", "ɇ e", "Ɉ J", "ɉ j", "Ɋ Q", "ɋ q", "Ɍ R", "ɍ r", "Ɏ Y", "ɏ y");

  private Ascii() {}

  /** The text with its letters folded; characters of other scripts stay as they are. */
  static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    decomposed.codePoints().filter(it -> !isMark(it)).forEach(it -> append(folded, it));
    return folded.toString();
  }

  private static boolean isMark(int codePoint) {
    return Character.getType(codePoint) == Character.NON_SPACING_MARK;
  }

  private static void append(StringBuilder folded, int codePoint) {
    String letters = LETTERS.get(codePoint);
    if (letters == null) {
      folded.appendCodePoint(codePoint);
    } else {
      folded.append(letters);
    }
  }

  private static Map<Integer, String> table(String... pairs) {
    Map<Integer, String> table = new HashMap<>();
    for (String pair : pairs) {
      table.put(pair.codePointAt(0), pair.substring(pair.indexOf(' ') + 1));
    }
    return Map.copyOf(table);
  }
}

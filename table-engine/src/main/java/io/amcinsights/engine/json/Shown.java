package io.amcinsights.engine.json;

/** Text of a file as a reason may show it. */
final class Shown {

  private static final int CHARACTERS = 60;

  private Shown() {}

  /** Shortened, on one line. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    // Control characters would break the line of whoever reads the reason.
    text.codePoints()
        .limit(CHARACTERS)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.codePointCount(0, text.length()) > CHARACTERS ? shown + "..." : shown.toString();
  }
}

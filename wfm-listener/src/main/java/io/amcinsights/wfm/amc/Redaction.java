package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a server's words what is in no log line: addresses, tokens, and the SQL that was
 * sent. Names of tables and columns stay, or nobody could tell what AMC complains about.
 */
final class Redaction {

  static final String LEFT_OUT = "(left out)";

  private static final int LONGEST = 300;
  // A run of this length that is in the SQL as well, spaces included, is a quotation of it.
  private static final int QUOTATION = 12;

  private static final Pattern SPACES = Pattern.compile("(?:\\s|\\\\[nrt])+");
  private static final Pattern ADDRESS = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]*://\\S+");
  private static final Pattern TOKEN =
      Pattern.compile("(?i)\\bAtz[a-z]*\\|\\S+|\\bBearer\\s+\\S+|\\bamzn1\\.\\S+");
  private static final Pattern SQL =
      Pattern.compile("(?i)\\bselect\\b.+\\bfrom\\b.*|\\bwith\\s+\\w+\\s+as\\s*\\(.*");
  private static final Pattern LITERAL = Pattern.compile("'([^']{4,})'");

  private Redaction() {}

  /**
   * What may be said of a server's words.
   *
   * @param sent the document they answer; what it has for SQL is taken out
   */
  static String of(String words, JsonNode sent) {
    String text = SPACES.matcher(shortened(words, 2_000)).replaceAll(" ").strip();
    text = ADDRESS.matcher(text).replaceAll(LEFT_OUT);
    text = TOKEN.matcher(text).replaceAll(LEFT_OUT);
    for (String sql : sqlOf(sent)) {
      text = withoutLiterals(withoutQuotations(text, sql), sql);
    }
    text = SQL.matcher(text).replaceAll(LEFT_OUT);
    return shortened(text, LONGEST);
  }

  private static List<String> sqlOf(JsonNode sent) {
    return sent.findValues("sqlQuery").stream()
        .filter(JsonNode::isTextual)
        .map(it -> SPACES.matcher(it.asText()).replaceAll(" ").strip())
        .toList();
  }

  private static String withoutQuotations(String text, String sql) {
    String haystack = sql.toLowerCase(Locale.ROOT);
    String needle = text.toLowerCase(Locale.ROOT);
    if (needle.length() != text.length()) {
      // Lower case is longer in some languages: positions would not fit.
      return LEFT_OUT;
    }
    StringBuilder kept = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      int to = quotationEnd(needle, from, haystack);
      if (to > from && needle.substring(from, to).strip().indexOf(' ') >= 0) {
        kept.append(LEFT_OUT);
        from = to;
      } else {
        kept.append(text.charAt(from++));
      }
    }
    return kept.toString();
  }

  private static int quotationEnd(String needle, int from, String haystack) {
    int to = from + Math.min(QUOTATION, haystack.length());
    if (to > needle.length() || !haystack.contains(needle.substring(from, to))) {
      return from;
    }
    while (to < needle.length() && haystack.contains(needle.substring(from, to + 1))) {
      to++;
    }
    return to;
  }

  private static String withoutLiterals(String text, String sql) {
    String kept = text;
    Matcher literals = LITERAL.matcher(sql);
    while (literals.find()) {
      kept = kept.replace(literals.group(1), LEFT_OUT);
    }
    return kept;
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "...";
  }
}

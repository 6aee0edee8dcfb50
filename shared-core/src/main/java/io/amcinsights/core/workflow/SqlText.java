package io.amcinsights.core.workflow;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** SQL in pieces: what is quoted, what is comment and what is neither. */
final class SqlText {

  private static final Pattern PIECE =
      Pattern.compile(
          "(?<quoted>'[^']*+'|\"[^\"]*+\"|`[^`]*+`)"
              // What begins with "/*+" is a hint, not a comment.
              + "|(?<comment>--[^\\r\\n]*+|/\\*(?!\\+).*?\\*/)"
              + "|(?<open>['\"`].*+|/\\*(?!\\+).*+)"
              + "|(?<space>\\s++)"
              + "|(?<code>[^'\"`/\\s-]++|[/-])",
          Pattern.DOTALL);

  private static final List<Kind> KINDS = List.of(Kind.values());

  enum Kind {
    /** A text or a quoted name, quotes included. */
    QUOTED,
    COMMENT,
    /** A quote or comment that does not end, and all that follows. */
    OPEN,
    SPACE,
    CODE
  }

  record Piece(Kind kind, String text) {}

  private SqlText() {}

  /** Every character of the SQL, in order. */
  static List<Piece> pieces(String sql) {
    return PIECE.matcher(sql).results().map(SqlText::piece).toList();
  }

  private static Piece piece(MatchResult match) {
    // Groups have the order of the kinds and count from one.
    for (int group = 1; group <= KINDS.size(); group++) {
      String text = match.group(group);
      if (text != null) {
        return new Piece(KINDS.get(group - 1), text);
      }
    }
    throw new IllegalStateException("A piece of SQL is of no kind");
  }
}

package io.amcinsights.core.workflow;

import io.amcinsights.core.workflow.SqlText.Kind;
import io.amcinsights.core.workflow.SqlText.Piece;

/**
 * SQL without what is quoted and commented, every character at its old place.
 *
 * @param code of quotes only the marks are left, of comments nothing
 * @param open where a quote or comment begins that does not end; -1 when all do
 */
record SqlCode(String sql, String code, int open) {

  /** Stands for a quoted character; SQL itself has none. */
  static final char HIDDEN = '\0';

  static SqlCode of(String sql) {
    StringBuilder code = new StringBuilder(sql.length());
    int open = -1;
    for (Piece piece : SqlText.pieces(sql)) {
      if (piece.kind() == Kind.OPEN) {
        open = code.length();
      }
      code.append(visible(piece));
    }
    return new SqlCode(sql, code.toString(), open);
  }

  private static String visible(Piece piece) {
    String text = piece.text();
    return switch (piece.kind()) {
      case CODE, SPACE -> text;
      case COMMENT, OPEN -> " ".repeat(text.length());
      case QUOTED ->
          text.charAt(0)
              + String.valueOf(HIDDEN).repeat(text.length() - 2)
              + text.charAt(text.length() - 1);
    };
  }

  /** The line of a character, from 1. */
  int line(int place) {
    return 1 + (int) sql.substring(0, place).chars().filter(it -> it == '\n').count();
  }
}

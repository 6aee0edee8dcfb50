package io.amcinsights.core.workflow;

import io.amcinsights.core.workflow.SqlText.Kind;
import io.amcinsights.core.workflow.SqlText.Piece;
import org.jspecify.annotations.Nullable;

/**
 * SQL on one line: comments go, and white space outside of quotes is one blank. What is quoted
 * stays as it is, and so does a line break between two texts, which makes them one.
 */
public final class SqlLine {

  private final StringBuilder line;
  private @Nullable Piece last;
  private boolean gap;
  private boolean breaks;

  private SqlLine(int length) {
    this.line = new StringBuilder(length);
  }

  /** The same SQL; one that is on one line already comes back as it is. */
  public static String of(String sql) {
    SqlLine line = new SqlLine(sql.length());
    SqlText.pieces(sql).forEach(line::add);
    return line.line.toString();
  }

  private void add(Piece piece) {
    if (piece.kind() == Kind.SPACE || piece.kind() == Kind.COMMENT) {
      gap = true;
      breaks |= piece.text().indexOf('\n') >= 0 || piece.text().indexOf('\r') >= 0;
      return;
    }
    if (gap && last != null) {
      line.append(breaks && isText(last) && isText(piece) ? '\n' : ' ');
    }
    line.append(piece.text());
    last = piece;
    gap = false;
    breaks = false;
  }

  private static boolean isText(Piece piece) {
    return piece.kind() == Kind.QUOTED && piece.text().startsWith("'");
  }
}

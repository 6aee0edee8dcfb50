package io.amcinsights.core.workflow;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.amcinsights.core.macro.Macros;
import io.amcinsights.core.workflow.SqlText.Kind;
import io.amcinsights.core.workflow.SqlText.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a workflow's SQL, and which parameters it uses. Messages have lines and names,
 * never SQL.
 */
final class SqlChecks {

  static final String FIELD = "sql";

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?<![\\w$])CUSTOM_PARAMETER\\s*+\\((?:\\s*+'(\\x00*+)'\\s*+\\))?",
          Pattern.CASE_INSENSITIVE);

  // NOW() is left alone: SQL may have a function of that name.
  private static final Pattern MACRO =
      Pattern.compile(
          "(?<![\\w$.])(?:TODAY|YESTERDAY|TOMORROW|[A-Z]*OFFSETMONTH)"
              + "\\s*+\\((?:\\s*+[+-]?\\s*+[0-9]*+\\s*+\\))?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SAYS = Pattern.compile("[^\\s;]");

  private final SqlCode sql;
  private final List<Problem> problems = new ArrayList<>();

  /** Names of parameters, each with the line of its first use. */
  private final Map<String, Integer> used = new LinkedHashMap<>();

  private SqlChecks(SqlCode sql) {
    this.sql = sql;
  }

  static SqlChecks of(String text) {
    SqlChecks checks = new SqlChecks(SqlCode.of(text));
    checks.check(text);
    return checks;
  }

  List<Problem> problems() {
    return problems;
  }

  Map<String, Integer> used() {
    return used;
  }

  /** Whether it can be told what it uses. */
  boolean readable() {
    return sql.open() < 0 && SAYS.matcher(sql.code()).find();
  }

  private void check(String text) {
    if (sql.open() >= 0) {
      note("has %s in line %d that does not end; close it", opened(), sql.line(sql.open()));
    } else if (!readable()) {
      note("says nothing; write one SELECT statement");
    } else {
      statements();
      parameters();
      macros();
      quotedMacros(text);
    }
  }

  private String opened() {
    char mark = sql.sql().charAt(sql.open());
    return mark == '/' ? "a comment" : "a quote %c".formatted(mark);
  }

  private void statements() {
    int end = sql.code().indexOf(';');
    if (end < 0) {
      return;
    }
    Matcher next = SAYS.matcher(sql.code());
    if (next.find(end)) {
      note(
          "goes on in line %d after the ';' of line %d; keep one statement, the others are"
              + " workflows of their own",
          sql.line(next.start()), sql.line(end));
    }
  }

  private void parameters() {
    Matcher call = PARAMETER.matcher(sql.code());
    while (call.find()) {
      int line = sql.line(call.start());
      if (call.group(1) == null || call.group(1).isEmpty()) {
        note("names no parameter in line %d; write CUSTOM_PARAMETER('its_name')", line);
      } else {
        used.putIfAbsent(sql.sql().substring(call.start(1), call.end(1)), line);
      }
    }
  }

  private void macros() {
    Matcher call = MACRO.matcher(sql.code());
    while (call.find()) {
      refuse(call.group(), call.start());
    }
  }

  private void quotedMacros(String text) {
    int place = 0;
    for (Piece piece : SqlText.pieces(text)) {
      if (piece.kind() == Kind.QUOTED) {
        String inside = piece.text().substring(1, piece.text().length() - 1).strip();
        if (Macros.isMacro(inside)) {
          refuse(inside, place);
        }
      }
      place += piece.text().length();
    }
  }

  private void refuse(String macro, int place) {
    String whole = macro.endsWith(")") ? macro : macro + "...)";
    note(
        "has %s in line %d, and date macros are for requests only; declare an input parameter of"
            + " dataType DATE with a macro such as TODAY(-1) as defaultValue and write"
            + " CUSTOM_PARAMETER('its_name')",
        whole, sql.line(place));
  }

  @FormatMethod
  private void note(@FormatString String says, Object... values) {
    problems.add(new Problem(FIELD, says.formatted(values)));
  }
}

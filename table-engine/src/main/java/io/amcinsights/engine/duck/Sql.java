package io.amcinsights.engine.duck;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes what is put into SQL text. */
public final class Sql {

  private Sql() {}

  /** A text literal. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** An identifier. */
  public static String name(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  /** A list of text literals, {@code ['a', 'b']}. */
  public static String list(Collection<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }
}

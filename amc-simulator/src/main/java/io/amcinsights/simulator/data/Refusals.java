package io.amcinsights.simulator.data;

import java.sql.SQLException;
import java.util.Objects;

/** Why a query failed, in words that repeat nothing of its SQL. */
final class Refusals {

  private Refusals() {}

  /** The database's message quotes the query and its values: only its kind is told. */
  static QueryRefused of(SQLException failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    if (message.startsWith("Parser")) {
      return new QueryRefused("The SQL has a syntax error");
    }
    if (message.startsWith("Binder") || message.startsWith("Catalog")) {
      return new QueryRefused(
          "The SQL uses a column or function that does not exist, is ambiguous or takes other types");
    }
    if (message.startsWith("Conversion") || message.startsWith("Invalid Input")) {
      return new QueryRefused("The SQL converts a value that its new type cannot hold");
    }
    return new QueryRefused("The SQL cannot be run");
  }
}

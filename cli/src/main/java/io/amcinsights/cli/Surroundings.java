package io.amcinsights.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What surrounds a call of the command.
 *
 * @param home the checkout: holds {@code samples}, {@code infra} and {@code .lake-current}
 * @param work where relative paths start
 * @param environment the process environment
 * @param typed the line that somebody types now; empty when nobody can
 */
record Surroundings(
    Path home, Path work, Map<String, String> environment, Supplier<Optional<String>> typed) {

  /** Without anybody to ask. */
  Surroundings(Path home, Path work, Map<String, String> environment) {
    this(home, work, environment, Optional::empty);
  }

  /** The marker of the lake last started from this checkout. */
  Path current() {
    return home.resolve(".lake-current");
  }
}

package io.amcinsights.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a call of the command.
 *
 * @param home the checkout: holds {@code samples}, {@code infra} and {@code .lake-current}
 * @param work where relative paths start
 * @param environment the process environment
 */
record Surroundings(Path home, Path work, Map<String, String> environment) {

  /** The marker of the lake last started from this checkout. */
  Path current() {
    return home.resolve(".lake-current");
  }
}

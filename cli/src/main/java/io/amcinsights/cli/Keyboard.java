package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Optional;

/** Where somebody types, if this is a terminal. */
final class Keyboard {

  private Keyboard() {}

  /** One line; empty when nobody can type it. */
  static Optional<String> line() {
    // ./lake knows what its streams are; Java 17 cannot tell them apart.
    if (!Boolean.getBoolean("lake.stdin.terminal")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package io.amcinsights.benchmarks;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Keeps what libraries print off standard output, where the tables are. */
final class Aside {

  private Aside() {}

  static <T> T printing(Supplier<T> noisy) {
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      return noisy.get();
    } finally {
      System.setOut(out);
    }
  }
}

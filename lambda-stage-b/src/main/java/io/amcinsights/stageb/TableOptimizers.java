package io.amcinsights.stageb;

/** Optimizers that a catalog runs on its tables by itself. */
@FunctionalInterface
public interface TableOptimizers {

  /**
   * Makes sure that a table has them, set up as the lake needs them.
   *
   * @return false when there is no such table (yet)
   */
  boolean ensure(String table);
}

package io.amcinsights.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Divides things into what one unit of work does. */
final class Shares {

  /** On disk at once. */
  private static final int MOST_FILES = 1_000;

  private static final long MOST_BYTES = 1L << 30;

  private Shares() {}

  /**
   * Cuts a list, in its order.
   *
   * @param bytes of one thing
   */
  static <T> List<List<T>> of(List<T> things, ToLongFunction<T> bytes, Workers workers) {
    List<List<T>> shares = new ArrayList<>();
    List<T> open = new ArrayList<>();
    long most = Math.min(workers.share(), MOST_BYTES);
    long room = most;
    for (T thing : things) {
      long size = bytes.applyAsLong(thing);
      if (!open.isEmpty() && (size > room || open.size() == MOST_FILES)) {
        shares.add(List.copyOf(open));
        open.clear();
        room = most;
      }
      open.add(thing);
      room -= size;
    }
    if (!open.isEmpty()) {
      shares.add(List.copyOf(open));
    }
    return shares;
  }
}

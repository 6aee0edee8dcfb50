package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state being entered, for the first time or again after an error.
 *
 * @param attempts used so far, by position of the retrier; empty for a first entry
 * @param notBefore end of a retry's delay; null for none
 */
record Entry(
    String state,
    JsonNode input,
    List<Integer> attempts,
    Instant enteredAt,
    @Nullable Instant notBefore) {

  Entry {
    attempts = List.copyOf(attempts);
  }

  static Entry first(String state, JsonNode input, Instant at) {
    return new Entry(state, input, List.of(), at, null);
  }

  int attempts(int retrier) {
    return retrier < attempts.size() ? attempts.get(retrier) : 0;
  }

  int retries() {
    return attempts.stream().mapToInt(Integer::intValue).sum();
  }

  Entry again(int retrier, int retriers, Instant due) {
    List<Integer> counts = new ArrayList<>(attempts);
    counts.addAll(Collections.nCopies(Math.max(0, retriers - counts.size()), 0));
    counts.set(retrier, counts.get(retrier) + 1);
    return new Entry(state, input, counts, enteredAt, due);
  }
}

package io.amcinsights.local.asl;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States and where to start: a whole machine, a branch of a Parallel, the processor of a Map.
 *
 * @param timeoutSeconds of the whole execution; null for none
 */
record Flow(String startAt, Map<String, State> states, @Nullable Integer timeoutSeconds) {

  State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw StateError.of(
          StateError.RUNTIME, "The definition has no state '" + name + "' (any more)");
    }
    return state;
  }
}

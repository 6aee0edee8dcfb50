package io.amcinsights.routing;

import io.amcinsights.core.concurrent.Parallel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does many things of which some may fail, without one failure keeping the others from it. */
final class Failures {

  private Failures() {}

  /** The failures by key; things that succeeded are absent. */
  static <T> Map<String, RuntimeException> ofEach(
      List<T> things, Function<T, String> key, Consumer<T> work, Parallel parallel) {
    List<Optional<RuntimeException>> outcomes =
        parallel.map(things, thing -> failureOf(thing, work));
    Map<String, RuntimeException> failures = new TreeMap<>();
    for (int i = 0; i < things.size(); i++) {
      String id = key.apply(things.get(i));
      outcomes.get(i).ifPresent(failure -> failures.put(id, failure));
    }
    return failures;
  }

  private static <T> Optional<RuntimeException> failureOf(T thing, Consumer<T> work) {
    try {
      work.accept(thing);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}

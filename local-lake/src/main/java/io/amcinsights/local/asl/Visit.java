package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stay in a state. A result, an error and a timeout may compete; the first one counts, and what
 * comes later is ignored.
 */
final class Visit {

  private final FlowRun run;
  private final Machinery machinery;
  private final Entry entry;
  private final List<Runnable> cleanUps = new ArrayList<>();
  private boolean settled;

  Visit(FlowRun run, Machinery machinery, Entry entry) {
    this.run = run;
    this.machinery = machinery;
    this.entry = entry;
  }

  Entry entry() {
    return entry;
  }

  void succeeded(@Nullable JsonNode result) {
    if (settle()) {
      run.complete(entry, result);
    }
  }

  void failed(StateError error) {
    if (settle()) {
      run.recover(entry, error);
    }
  }

  void abandon() {
    settle();
  }

  /** Runs once the visit is over, at once when it is over already. */
  void cleanUp(Runnable action) {
    synchronized (this) {
      if (!settled) {
        cleanUps.add(action);
        return;
      }
    }
    action.run();
  }

  void pause(Instant until) {
    Duration delay = Duration.between(machinery.now(), until);
    if (delay.isNegative() || delay.isZero()) {
      succeeded(null);
    } else {
      cleanUp(machinery.after(delay, () -> succeeded(null)));
    }
  }

  /** Calls the task's resource on this thread. */
  void call(State state, Expressions scope) {
    JsonNode template = state.body().get("Arguments");
    JsonNode arguments =
        template == null ? JsonNodeFactory.instance.objectNode() : scope.evaluate(template);
    Limits.check("task's arguments", arguments);
    JsonNode timeout = state.body().get("TimeoutSeconds");
    if (timeout != null) {
      long millis = Math.round(1000 * scope.number(timeout, "TimeoutSeconds"));
      StateError late =
          StateError.ofTask(
              StateError.TIMEOUT,
              "State '%s' took longer than %s s".formatted(state.name(), millis / 1000.0));
      cleanUp(machinery.after(Duration.ofMillis(millis), () -> failed(late)));
    }
    try {
      String resource = state.body().path("Resource").asText();
      succeeded(machinery.resources().call(resource, arguments, this::cleanUp));
    } catch (StateError e) {
      // While the services go down their errors say nothing about the work: enter again instead.
      if (!machinery.closing()) {
        failed(e);
      }
    }
  }

  private boolean settle() {
    List<Runnable> actions;
    synchronized (this) {
      if (settled) {
        return false;
      }
      settled = true;
      actions = List.copyOf(cleanUps);
      cleanUps.clear();
    }
    actions.forEach(Runnable::run);
    return true;
  }
}

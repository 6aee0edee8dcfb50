package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.asl.State.Catcher;
import io.amcinsights.local.asl.State.Option;
import io.amcinsights.local.asl.State.Retrier;
import io.amcinsights.local.asl.State.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one flow. One thread at a time moves it; between two states, in a Wait and before a
 * retry it holds none.
 */
final class FlowRun {

  /** Who started the walk and hears of it: the execution, or the Parallel or Map around it. */
  interface Owner {

    /** Before the state does anything: a restart enters here again. */
    void entered(Entry entry, Map<String, JsonNode> variables);

    void succeeded(JsonNode output);

    void failed(StateError error);
  }

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Machinery machinery;
  private final Flow flow;
  private final ObjectNode context;
  private final Map<String, JsonNode> outer;
  private final Owner owner;
  private volatile Map<String, JsonNode> variables = Map.of();
  private volatile @Nullable Visit current;
  private volatile boolean stopped;

  /**
   * @param context {@code $states.context} without the state
   * @param outer variables of the enclosing scopes, readable here
   */
  FlowRun(
      Machinery machinery,
      Flow flow,
      ObjectNode context,
      Map<String, JsonNode> outer,
      Owner owner) {
    this.machinery = machinery;
    this.flow = flow;
    this.context = context;
    this.outer = outer;
    this.owner = owner;
  }

  void start(JsonNode input) {
    enter(Entry.first(flow.startAt(), input, machinery.now()));
  }

  /** Goes on where a journal ends. */
  void resume(Entry entry, Map<String, JsonNode> known) {
    variables = known;
    schedule(entry);
  }

  /** Whatever still runs is forgotten; nobody is told. */
  void stop() {
    stopped = true;
    Visit visit = current;
    if (visit != null) {
      visit.abandon();
    }
  }

  private void enter(Entry entry) {
    if (!stopped) {
      owner.entered(entry, variables);
      schedule(entry);
    }
  }

  private void schedule(Entry entry) {
    Instant due = entry.notBefore();
    Duration delay = due == null ? Duration.ZERO : Duration.between(machinery.now(), due);
    Visit visit = new Visit(this, machinery, entry);
    current = visit;
    if (delay.isNegative() || delay.isZero()) {
      machinery.run(() -> visit(visit));
    } else {
      visit.cleanUp(machinery.after(delay, () -> visit(visit)));
    }
  }

  private void visit(Visit visit) {
    if (stopped) {
      return;
    }
    Entry entry = visit.entry();
    try {
      State state = flow.state(entry.state());
      Expressions scope = scope(entry, Map.of());
      switch (state.type()) {
        case PASS -> visit.succeeded(null);
        case CHOICE -> choose(state, entry, scope);
        case WAIT -> visit.pause(until(state, entry, scope));
        case SUCCEED -> leave(state.step(), entry.input(), scope);
        case FAIL -> owner.failed(failure(state, scope));
        case TASK -> visit.call(state, scope);
        case PARALLEL, MAP ->
            visit.cleanUp(
                Fan.out(machinery, state, entry, scope, contextOf(entry), visible(), visit));
      }
    } catch (StateError e) {
      visit.failed(e);
    }
  }

  /** The state did its work. A null result means that the state has none: its input goes on. */
  void complete(Entry entry, @Nullable JsonNode result) {
    try {
      State state = flow.state(entry.state());
      if (result != null) {
        Limits.check("result", result);
      }
      Expressions scope = scope(entry, result == null ? Map.of() : Map.of("result", result));
      leave(state.step(), result == null ? entry.input() : result, scope);
    } catch (StateError e) {
      recover(entry, e);
    }
  }

  /** The state failed: retry it, catch the error, or give up. */
  void recover(Entry entry, StateError error) {
    State state = flow.states().get(entry.state());
    if (state == null) {
      owner.failed(error);
      return;
    }
    List<Retrier> retriers = state.retriers();
    for (int i = 0; i < retriers.size(); i++) {
      Retrier retrier = retriers.get(i);
      if (retrier.errors().stream().anyMatch(error::matches)) {
        int attempt = entry.attempts(i);
        if (attempt >= retrier.maxAttempts()) {
          break;
        }
        long millis = Math.round(1000 * retrier.delay(attempt, machinery.jitter()));
        enter(entry.again(i, retriers.size(), machinery.now().plusMillis(millis)));
        return;
      }
    }
    for (Catcher catcher : state.catchers()) {
      if (catcher.errors().stream().anyMatch(error::matches)) {
        caught(entry, catcher, error);
        return;
      }
    }
    owner.failed(error);
  }

  private void caught(Entry entry, Catcher catcher, StateError error) {
    ObjectNode errorOutput = JSON.objectNode();
    errorOutput.put("Error", error.error());
    if (error.cause() != null) {
      errorOutput.put("Cause", error.cause());
    }
    try {
      Expressions scope = scope(entry, Map.of("errorOutput", errorOutput));
      leave(catcher.step(), errorOutput, scope);
    } catch (StateError e) {
      owner.failed(e);
    }
  }

  private void choose(State state, Entry entry, Expressions scope) {
    for (Option option : state.options()) {
      if (scope.condition(option.condition())) {
        leave(option.step(), entry.input(), scope);
        return;
      }
    }
    String otherwise = state.body().path("Default").textValue();
    if (otherwise == null) {
      throw StateError.of(
          StateError.NO_CHOICE, "No choice of state '" + state.name() + "' applies");
    }
    Step step = state.step();
    leave(new Step(step.assign(), step.output(), otherwise), entry.input(), scope);
  }

  /** Assign and Output see the variables as they were; then the next state, or the end. */
  private void leave(Step step, JsonNode otherwise, Expressions scope) {
    JsonNode template = step.output();
    JsonNode output = template == null ? otherwise : scope.evaluate(template);
    Limits.check("output", output);
    Map<String, JsonNode> assigned = new LinkedHashMap<>(variables);
    JsonNode assign = step.assign();
    if (assign != null) {
      assign
          .properties()
          .forEach(
              variable -> assigned.put(variable.getKey(), scope.evaluate(variable.getValue())));
    }
    if (stopped) {
      return;
    }
    variables = Map.copyOf(assigned);
    String next = step.next();
    if (next == null) {
      owner.succeeded(output);
    } else {
      enter(Entry.first(next, output, machinery.now()));
    }
  }

  private static Instant until(State state, Entry entry, Expressions scope) {
    JsonNode seconds = state.body().get("Seconds");
    if (seconds != null) {
      return entry.enteredAt().plusMillis(Math.round(1000 * scope.number(seconds, "Seconds")));
    }
    String timestamp = scope.text(state.body().path("Timestamp"), "Timestamp");
    try {
      return OffsetDateTime.parse(timestamp).toInstant();
    } catch (DateTimeParseException e) {
      throw StateError.of(
          StateError.QUERY, "Timestamp '" + timestamp + "' is no ISO-8601 time with an offset");
    }
  }

  private static StateError failure(State state, Expressions scope) {
    return StateError.of(
        state.field("Error").map(error -> scope.text(error, "Error")).orElse(null),
        state.field("Cause").map(cause -> scope.text(cause, "Cause")).orElse(null));
  }

  private Expressions scope(Entry entry, Map<String, JsonNode> more) {
    ObjectNode states = JSON.objectNode();
    states.set("input", entry.input());
    states.set("context", contextOf(entry));
    more.forEach(states::set);
    return new Expressions(states, visible());
  }

  private ObjectNode contextOf(Entry entry) {
    ObjectNode all = JSON.objectNode();
    all.setAll(context);
    all.putObject("State")
        .put("Name", entry.state())
        .put("EnteredTime", entry.enteredAt().toString())
        .put("RetryCount", entry.retries());
    return all;
  }

  private Map<String, JsonNode> visible() {
    Map<String, JsonNode> all = new LinkedHashMap<>(outer);
    all.putAll(variables);
    return all;
  }
}

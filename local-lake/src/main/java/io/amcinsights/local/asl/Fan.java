package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a Parallel or the iterations of a Map. Their own states are not journalled: a
 * restart runs the whole state again.
 */
final class Fan {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** One walk to make. */
  private record Branch(Flow flow, JsonNode input, ObjectNode context) {}

  private final Machinery machinery;
  private final List<Branch> branches;
  private final Map<String, JsonNode> variables;
  private final Visit visit;
  private final List<FlowRun> started = new ArrayList<>();
  private final JsonNode[] results;
  private int missing;
  private boolean over;

  private Fan(
      Machinery machinery, List<Branch> branches, Map<String, JsonNode> variables, Visit visit) {
    this.machinery = machinery;
    this.branches = branches;
    this.variables = variables;
    this.visit = visit;
    this.results = new JsonNode[branches.size()];
    this.missing = branches.size();
  }

  /** Starts the branches and returns what stops them; the visit hears of the end. */
  static Runnable out(
      Machinery machinery,
      State state,
      Entry entry,
      Expressions scope,
      ObjectNode context,
      Map<String, JsonNode> variables,
      Visit visit) {
    List<Branch> branches =
        state.type() == StateType.MAP
            ? iterations(state, entry, context, variables, scope)
            : parallel(state, entry, scope, context);
    int concurrency =
        state
            .field("MaxConcurrency")
            .map(limit -> (int) scope.number(limit, "MaxConcurrency"))
            .orElse(0);
    Fan fan = new Fan(machinery, branches, variables, visit);
    fan.start(concurrency <= 0 ? branches.size() : concurrency);
    return fan::stop;
  }

  private static List<Branch> parallel(
      State state, Entry entry, Expressions scope, ObjectNode context) {
    JsonNode input = state.field("Arguments").map(scope::evaluate).orElse(entry.input());
    return state.flows().stream().map(flow -> new Branch(flow, input, context)).toList();
  }

  private static List<Branch> iterations(
      State state,
      Entry entry,
      ObjectNode context,
      Map<String, JsonNode> variables,
      Expressions scope) {
    JsonNode items = state.field("Items").map(scope::evaluate).orElse(entry.input());
    if (!items.isArray()) {
      throw StateError.of(StateError.QUERY, "Items is no array: " + items);
    }
    @Nullable JsonNode selector = state.body().get("ItemSelector");
    List<Branch> branches = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ObjectNode own = context.deepCopy();
      own.putObject("Map").putObject("Item").put("Index", i).set("Value", items.get(i));
      ObjectNode states = JSON.objectNode();
      states.set("input", entry.input());
      states.set("context", own);
      JsonNode input =
          selector == null ? items.get(i) : new Expressions(states, variables).evaluate(selector);
      branches.add(new Branch(state.flows().get(0), input, own));
    }
    return branches;
  }

  private void start(int concurrency) {
    if (branches.isEmpty()) {
      visit.succeeded(JSON.arrayNode());
      return;
    }
    for (int i = 0; i < Math.min(concurrency, branches.size()); i++) {
      next();
    }
  }

  private void next() {
    FlowRun run;
    Branch branch;
    synchronized (this) {
      int index = started.size();
      if (over || index == branches.size()) {
        return;
      }
      branch = branches.get(index);
      run = new FlowRun(machinery, branch.flow(), branch.context(), variables, owner(index));
      started.add(run);
    }
    run.start(branch.input());
  }

  private FlowRun.Owner owner(int index) {
    return new FlowRun.Owner() {
      @Override
      public void entered(Entry entry, Map<String, JsonNode> known) {}

      @Override
      public void succeeded(JsonNode output) {
        Fan.this.succeeded(index, output);
      }

      @Override
      public void failed(StateError error) {
        stop();
        visit.failed(error);
      }
    };
  }

  private void succeeded(int index, JsonNode output) {
    ArrayNode all = JSON.arrayNode();
    synchronized (this) {
      results[index] = output;
      missing--;
      if (missing == 0) {
        for (JsonNode result : results) {
          all.add(result);
        }
      }
    }
    if (all.isEmpty()) {
      next();
    } else {
      visit.succeeded(all);
    }
  }

  private void stop() {
    List<FlowRun> runs;
    synchronized (this) {
      over = true;
      runs = List.copyOf(started);
    }
    runs.forEach(FlowRun::stop);
  }
}

package io.amcinsights.tps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an execution remembers between its steps. Losing it costs a repetition, never correctness:
 * stacks and records say how things are.
 *
 * @param since when it began with these settings
 * @param steps how many there were
 * @param tried what was asked of CloudFormation with these settings: a failure of anything else is
 *     an old one
 */
record Progress(Instant since, int steps, Set<String> tried) {

  Progress {
    tried = Set.copyOf(tried);
  }

  static Progress begun(Instant now) {
    return new Progress(now, 0, Set.of());
  }

  static Progress read(JsonNode node, Instant now) {
    if (!node.has("since")) {
      return begun(now);
    }
    return new Progress(
        Json.instant(node, "since"),
        Json.integer(node, "steps"),
        new TreeSet<>(Json.list(node, "tried", JsonNode::asText)));
  }

  ObjectNode toJson() {
    ObjectNode node = Json.object().put("since", Json.instant(since)).put("steps", steps);
    ArrayNode list = node.putArray("tried");
    new TreeSet<>(tried).forEach(list::add);
    return node;
  }

  Progress nextStep() {
    return new Progress(since, steps + 1, tried);
  }

  Progress with(Attempt attempt, StackName stack) {
    var more = new TreeSet<>(tried);
    more.add(attempt + " " + stack);
    return new Progress(since, steps, more);
  }

  boolean has(Attempt attempt, StackName stack) {
    return tried.contains(attempt + " " + stack);
  }

  /** What can be asked for a stack. */
  enum Attempt {
    CREATE,
    UPDATE,
    DELETE,
    TURN_BACK
  }
}

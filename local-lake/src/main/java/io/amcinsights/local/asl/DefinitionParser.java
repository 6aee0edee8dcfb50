package io.amcinsights.local.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a definition and reports everything this interpreter cannot run, all at once. */
final class DefinitionParser {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> MACHINE_FIELDS =
      Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");
  private static final Set<String> FLOW_FIELDS =
      Set.of("Comment", "QueryLanguage", "StartAt", "States", "ProcessorConfig");

  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final StateParser states = new StateParser(problems, this::flow);

  private DefinitionParser() {}

  /**
   * Parses and validates.
   *
   * @throws InvalidInputException naming the machine and every problem with its state
   */
  static Flow parse(String machine, String definition) {
    JsonNode root;
    try {
      root = MAPPER.readTree(definition);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          e, "The definition of state machine %s is no JSON: %s", machine, e.getOriginalMessage());
    }
    DefinitionParser parser = new DefinitionParser();
    Flow flow = parser.machine(root);
    if (!parser.problems.isEmpty()) {
      throw new InvalidInputException(
          "State machine %s cannot run in the local lake:%n- %s",
          machine, String.join(System.lineSeparator() + "- ", parser.problems));
    }
    return flow;
  }

  private Flow machine(JsonNode root) {
    boolean jsonata = "JSONata".equals(root.path("QueryLanguage").asText());
    states.defaultsToJsonata(jsonata);
    unknown(root, MACHINE_FIELDS, "The machine");
    JsonNode timeout = root.path("TimeoutSeconds");
    if (!timeout.isMissingNode() && !timeout.isInt()) {
      problems.add("The machine: TimeoutSeconds is " + timeout + "; expected a whole number");
    }
    return states(root, "The machine", timeout.isInt() ? timeout.intValue() : null);
  }

  private Flow flow(JsonNode body, String owner) {
    unknown(body, FLOW_FIELDS, owner);
    String mode = body.path("ProcessorConfig").path("Mode").asText("INLINE");
    if (!mode.equals("INLINE")) {
      problems.add(owner + ": ProcessorConfig.Mode is " + mode + "; only INLINE runs here");
    }
    return states(body, owner, null);
  }

  private Flow states(JsonNode body, String owner, @Nullable Integer timeout) {
    Map<String, State> parsed = new LinkedHashMap<>();
    body.path("States")
        .properties()
        .forEach(
            entry -> {
              if (!names.add(entry.getKey())) {
                problems.add("State '" + entry.getKey() + "': the name is used twice");
              }
              parsed.put(entry.getKey(), states.parse(entry.getKey(), entry.getValue()));
            });
    if (parsed.isEmpty()) {
      problems.add(owner + " has no States");
    }
    String start = body.path("StartAt").asText();
    if (!parsed.containsKey(start)) {
      problems.add(owner + ": StartAt is '" + start + "', which is none of its states");
    }
    parsed.values().forEach(state -> targets(state, parsed.keySet()));
    return new Flow(start, parsed, timeout);
  }

  private void targets(State state, Set<String> known) {
    List<@Nullable String> targets = new ArrayList<>();
    targets.add(state.body().path("Next").textValue());
    targets.add(state.body().path("Default").textValue());
    state.options().forEach(option -> targets.add(option.step().next()));
    state.catchers().forEach(catcher -> targets.add(catcher.step().next()));
    for (String target : targets) {
      if (target != null && !known.contains(target)) {
        problems.add("State '" + state.name() + "' goes to '" + target + "', which does not exist");
      }
    }
  }

  private void unknown(JsonNode body, Set<String> known, String owner) {
    JsonNode object = body.isObject() ? body : MissingNode.getInstance();
    object
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                problems.add(owner + ": field '" + field + "' is unknown");
              }
            });
  }
}

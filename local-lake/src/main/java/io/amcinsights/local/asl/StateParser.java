package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.asl.State.Catcher;
import io.amcinsights.local.asl.State.Option;
import io.amcinsights.local.asl.State.Retrier;
import io.amcinsights.local.asl.State.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads one state; {@link DefinitionParser} looks at how states hang together. */
final class StateParser {

  private static final Set<String> RETRIER_FIELDS =
      Set.of(
          "Comment",
          "ErrorEquals",
          "IntervalSeconds",
          "MaxAttempts",
          "BackoffRate",
          "MaxDelaySeconds",
          "JitterStrategy");
  private static final List<String> RETRIER_NUMBERS =
      List.of("IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds");
  private static final Set<String> CATCHER_FIELDS =
      Set.of("Comment", "ErrorEquals", "Next", "Assign", "Output");
  private static final Set<String> OPTION_FIELDS =
      Set.of("Comment", "Condition", "Next", "Assign", "Output");
  private static final List<String> TEMPLATES =
      List.of(
          "Arguments",
          "Assign",
          "Output",
          "Seconds",
          "Timestamp",
          "Items",
          "ItemSelector",
          "Error",
          "Cause",
          "TimeoutSeconds",
          "MaxConcurrency");

  private final List<String> problems;
  private final BiFunction<JsonNode, String, Flow> flows;
  private boolean defaultsToJsonata;

  StateParser(List<String> problems, BiFunction<JsonNode, String, Flow> flows) {
    this.problems = problems;
    this.flows = flows;
  }

  void defaultsToJsonata(boolean yes) {
    defaultsToJsonata = yes;
  }

  State parse(String name, JsonNode body) {
    String owner = "State '" + name + "'";
    String label = body.path("Type").asText();
    StateType type = StateType.of(label).orElse(null);
    if (type == null) {
      problems.add(owner + ": Type '" + label + "' is unknown");
      return new State(name, StateType.PASS, body, List.of(), List.of(), List.of(), List.of());
    }
    language(owner, body);
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!type.allows(field)) {
                problems.add(
                    "%s: field '%s' is unknown; %s knows %s"
                        .formatted(owner, field, type.label(), type.allowed()));
              }
            });
    if (type.continues() && body.has("Next") == body.path("End").asBoolean()) {
      problems.add(owner + ": give either Next or End: true");
    }
    templates(owner, body);
    special(owner, type, body);
    return new State(
        name,
        type,
        body,
        retriers(owner, body),
        catchers(owner, body),
        options(owner, type, body),
        nested(owner, type, body));
  }

  private void language(String owner, JsonNode body) {
    String language = body.path("QueryLanguage").asText(defaultsToJsonata ? "JSONata" : "JSONPath");
    if (!language.equals("JSONata")) {
      problems.add(owner + " is written in " + language + "; only JSONata runs here");
    }
  }

  private void templates(String owner, JsonNode body) {
    for (String field : TEMPLATES) {
      JsonNode value = body.get(field);
      if (value != null) {
        Expressions.check(value).forEach(p -> problems.add(owner + ", " + field + ": " + p));
      }
    }
    JsonNode assign = body.path("Assign");
    if (assign.has("states")) {
      problems.add(owner + ": the variable name 'states' is reserved");
    }
    if (body.has("Assign") && !assign.isObject()) {
      problems.add(owner + ": Assign is no object");
    }
  }

  private void special(String owner, StateType type, JsonNode body) {
    if (type == StateType.TASK) {
      Resources.check(body).forEach(problem -> problems.add(owner + ": " + problem));
    }
    if (type == StateType.WAIT && body.has("Seconds") == body.has("Timestamp")) {
      problems.add(owner + ": give either Seconds or Timestamp");
    }
  }

  private List<Retrier> retriers(String owner, JsonNode body) {
    List<Retrier> parsed = new ArrayList<>();
    for (JsonNode retrier : body.path("Retry")) {
      fields(owner + ", Retry", retrier, RETRIER_FIELDS);
      for (String number : RETRIER_NUMBERS) {
        if (retrier.has(number) && !retrier.path(number).isNumber()) {
          problems.add(
              "%s, Retry: %s is %s; expected a number"
                  .formatted(owner, number, retrier.path(number)));
        }
      }
      String jitter = retrier.path("JitterStrategy").asText("NONE");
      if (!jitter.equals("NONE") && !jitter.equals("FULL")) {
        problems.add(owner + ", Retry: JitterStrategy is " + jitter + "; expected FULL or NONE");
      }
      JsonNode maxDelay = retrier.path("MaxDelaySeconds");
      parsed.add(
          new Retrier(
              errors(owner + ", Retry", retrier),
              retrier.path("IntervalSeconds").asDouble(1),
              retrier.path("BackoffRate").asDouble(2),
              retrier.path("MaxAttempts").asInt(3),
              maxDelay.isNumber() ? maxDelay.asDouble() : null,
              jitter.equals("FULL")));
    }
    allComesLast(owner + ", Retry", parsed.stream().map(Retrier::errors).toList());
    return parsed;
  }

  private List<Catcher> catchers(String owner, JsonNode body) {
    List<Catcher> parsed = new ArrayList<>();
    for (JsonNode catcher : body.path("Catch")) {
      String where = owner + ", Catch";
      fields(where, catcher, CATCHER_FIELDS);
      templates(where, catcher);
      if (!catcher.hasNonNull("Next")) {
        problems.add(where + ": Next is missing");
      }
      parsed.add(new Catcher(errors(where, catcher), Step.of(catcher)));
    }
    allComesLast(owner + ", Catch", parsed.stream().map(Catcher::errors).toList());
    return parsed;
  }

  private void allComesLast(String owner, List<List<String>> errors) {
    for (int i = 0; i < errors.size() - 1; i++) {
      if (errors.get(i).contains(StateError.ALL)) {
        problems.add(owner + ": States.ALL must come last");
      }
    }
  }

  private List<String> errors(String owner, JsonNode body) {
    List<String> errors = new ArrayList<>();
    body.path("ErrorEquals").forEach(error -> errors.add(error.asText()));
    if (errors.isEmpty()) {
      problems.add(owner + ": ErrorEquals is missing");
    }
    if (errors.size() > 1 && errors.contains(StateError.ALL)) {
      problems.add(owner + ": States.ALL must stand alone in ErrorEquals");
    }
    return errors;
  }

  private List<Option> options(String owner, StateType type, JsonNode body) {
    List<Option> parsed = new ArrayList<>();
    for (JsonNode option : body.path("Choices")) {
      String where = owner + ", Choices";
      fields(where, option, OPTION_FIELDS);
      templates(where, option);
      String condition = option.path("Condition").asText();
      if (!Expressions.isExpression(condition)) {
        problems.add(where + ": Condition must be one {% ... %} expression");
      }
      Expressions.check(option.path("Condition")).forEach(p -> problems.add(where + ": " + p));
      if (!option.hasNonNull("Next")) {
        problems.add(where + ": Next is missing");
      }
      parsed.add(new Option(condition, Step.of(option)));
    }
    if (type == StateType.CHOICE && parsed.isEmpty()) {
      problems.add(owner + ": Choices is missing");
    }
    return parsed;
  }

  private List<Flow> nested(String owner, StateType type, JsonNode body) {
    List<Flow> parsed = new ArrayList<>();
    if (type == StateType.MAP) {
      parsed.add(flows.apply(body.path("ItemProcessor"), owner + ", ItemProcessor"));
    }
    if (type == StateType.PARALLEL) {
      body.path("Branches").forEach(b -> parsed.add(flows.apply(b, owner + ", Branches")));
      if (parsed.isEmpty()) {
        problems.add(owner + ": Branches is missing");
      }
    }
    return parsed;
  }

  private void fields(String owner, JsonNode body, Set<String> known) {
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                problems.add(owner + ": field '" + field + "' is unknown");
              }
            });
  }
}

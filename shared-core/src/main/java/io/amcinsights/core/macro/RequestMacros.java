package io.amcinsights.core.macro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The macros of one execution request. Only {@code timeWindowStart}, {@code timeWindowEnd} and the
 * texts of {@code parameterValues} may hold one; everything else, SQL above all, is never touched.
 */
public final class RequestMacros {

  private static final List<String> WINDOW = List.of("timeWindowStart", "timeWindowEnd");
  private static final String PARAMETERS = "parameterValues";
  private static final String ZONE = "timeWindowTimeZone";

  private RequestMacros() {}

  /** What is wrong with the request's macros, each with its field; empty when nothing is. */
  public static List<String> problems(JsonNode request) {
    List<String> problems = new ArrayList<>();
    visit(
        request,
        (field, value) -> {
          Macros.problem(value)
              .ifPresent(it -> problems.add("%s '%s' %s".formatted(field, value, it)));
          return value;
        });
    return List.copyOf(problems);
  }

  /**
   * A copy of the request with dates instead of macros.
   *
   * @throws InvalidInputException naming every problem with its field
   */
  public static ObjectNode evaluate(ObjectNode request, Instant fireTime, ZoneId zone) {
    List<String> problems = problems(request);
    if (!problems.isEmpty()) {
      throw new InvalidInputException("%s", String.join("; ", problems));
    }
    ObjectNode evaluated = request.deepCopy();
    visit(evaluated, (field, value) -> Macros.evaluate(value, fireTime, zone));
    return evaluated;
  }

  /**
   * The zone that the request declares for its window, whose wall clock macros go by.
   *
   * @throws InvalidInputException when there is no such zone
   */
  public static Optional<ZoneId> zone(JsonNode request) {
    String name = request.path(ZONE).asText("");
    if (name.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          e, "%s is '%s'; expected a zone such as America/New_York", ZONE, name);
    }
  }

  private static void visit(JsonNode request, BiFunction<String, String, String> change) {
    if (!(request instanceof ObjectNode object)) {
      return;
    }
    WINDOW.forEach(field -> change(object, field, field, change));
    if (object.get(PARAMETERS) instanceof ObjectNode parameters) {
      parameters.properties().stream()
          .map(Map.Entry::getKey)
          .toList()
          .forEach(name -> change(parameters, name, PARAMETERS + "." + name, change));
    }
  }

  private static void change(
      ObjectNode object, String name, String field, BiFunction<String, String, String> change) {
    JsonNode value = object.get(name);
    if (value == null || !value.isTextual()) {
      return;
    }
    String changed = change.apply(field, value.asText());
    if (!changed.equals(value.asText())) {
      object.put(name, changed);
    }
  }
}

package io.amcinsights.local.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.local.events.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules of the default event bus. */
final class RuleProvider implements Provider {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  private final Services services;

  RuleProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of("Name", "EventPattern", "ScheduleExpression", "State", "Targets", "EventBusName"),
        Set.of("Description", "RoleArn", "Tags"));
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("Name");
    String bus = request.find("EventBusName").orElse("default");
    if (!bus.equals("default")) {
      throw request.problem("EventBusName is " + bus + "; only the default bus exists locally");
    }
    if (request.find("EventPattern").isPresent()
        == request.find("ScheduleExpression").isPresent()) {
      throw request.problem("give either EventPattern or ScheduleExpression");
    }
    String arn = services.arn("events", "rule/" + name);
    Rules.Rule rule =
        new Rules.Rule(
            name,
            arn,
            pattern(request),
            period(request),
            !request.find("State").orElse("ENABLED").equals("DISABLED"),
            targets(request));
    request.activate().accept(() -> services.rules().put(rule));
    return Placed.of(name, Map.of("Arn", arn));
  }

  private static @Nullable JsonNode pattern(Request request) {
    JsonNode pattern = request.properties().get("EventPattern");
    return pattern != null && pattern.isTextual()
        ? json(request, "EventPattern", pattern.textValue())
        : pattern;
  }

  private static @Nullable Duration period(Request request) {
    String expression = request.find("ScheduleExpression").orElse(null);
    if (expression == null) {
      return null;
    }
    Matcher rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw request.problem(
          "ScheduleExpression is " + expression + "; only rate(...) runs locally");
    }
    long number = Long.parseLong(rate.group(1));
    return switch (rate.group(2)) {
      case "minute" -> Duration.ofMinutes(number);
      case "hour" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static List<Rules.Target> targets(Request request) {
    List<Rules.Target> targets = new ArrayList<>();
    for (JsonNode target : request.properties().path("Targets")) {
      request.only(
          target,
          "Targets",
          List.of("Id", "Arn", "Input", "DeadLetterConfig", "RetryPolicy", "RoleArn"));
      JsonNode input = target.get("Input");
      targets.add(
          new Rules.Target(
              target.path("Id").asText(),
              target.path("Arn").asText(),
              input == null ? null : json(request, "Targets.Input", input.asText()),
              target.path("DeadLetterConfig").path("Arn").textValue()));
    }
    return targets;
  }

  private static JsonNode json(Request request, String property, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw request.problem(property + " is no JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.rules().remove(placed.ref());
  }
}

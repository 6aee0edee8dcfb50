package io.amcinsights.local.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.local.events.Bus;
import io.amcinsights.local.events.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules of the default event bus of their stack's account and region. */
final class RuleProvider implements Provider {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  /** Where an event ends on this machine: nobody reads mails or log groups here. */
  private static final Set<String> INERT = Set.of("sns", "logs");

  private static final Set<String> TAKE_EVENTS = Set.of("sqs", "lambda", "events");

  private final Services services;
  private final Consumer<String> inert;

  /**
   * Makes rules.
   *
   * @param inert is told of targets that get nothing
   */
  RuleProvider(Services services, Consumer<String> inert) {
    this.services = services;
    this.inert = inert;
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
    Rules.Rule rule =
        new Rules.Rule(
            request.stack().place().bus(),
            name,
            pattern(request),
            period(request),
            !request.find("State").orElse("ENABLED").equals("DISABLED"),
            targets(request));
    request.activate().accept(() -> services.rules().put(rule));
    return Placed.of(name, Map.of("Arn", rule.arn()));
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

  private List<Rules.Target> targets(Request request) {
    List<Rules.Target> targets = new ArrayList<>();
    for (JsonNode target : request.properties().path("Targets")) {
      String service = service(target);
      if (INERT.contains(service)) {
        inert.accept("events to " + service);
        continue;
      }
      request.only(
          target,
          "Targets",
          List.of("Id", "Arn", "Input", "DeadLetterConfig", "RetryPolicy", "RoleArn"));
      if (!TAKE_EVENTS.contains(service)) {
        throw request.problem(
            "Targets.Arn is %s; only queues, functions and buses take events locally"
                .formatted(target.path("Arn").asText()));
      }
      checkPlace(request, target);
      checkDeadLetters(request, target);
      JsonNode input = target.get("Input");
      targets.add(
          new Rules.Target(
              target.path("Id").asText(),
              target.path("Arn").asText(),
              input == null ? null : json(request, "Targets.Input", input.asText()),
              target.path("DeadLetterConfig").path("Arn").textValue(),
              target.path("RoleArn").textValue()));
    }
    return targets;
  }

  private static void checkDeadLetters(Request request, JsonNode target) {
    String arn = target.path("DeadLetterConfig").path("Arn").asText();
    String region = request.stack().place().region();
    if (!arn.isEmpty() && !part(arn, 3).equals(region)) {
      throw request.problem("Targets.DeadLetterConfig.Arn is " + arn + ", not in " + region);
    }
  }

  /** Only another bus is out of a rule's own account and region, and it needs a role. */
  private static void checkPlace(Request request, JsonNode target) {
    String arn = target.path("Arn").asText();
    Bus own = request.stack().place().bus();
    Optional<Bus> bus = Bus.named(arn);
    if (bus.isPresent()) {
      if (bus.get().equals(own)) {
        throw request.problem("Targets.Arn is " + arn + ", the bus that the rule is on");
      }
      if (!target.path("RoleArn").isTextual()) {
        throw request.problem("Targets.RoleArn is missing; it takes a role to send to " + arn);
      }
      if (target.has("Input") || request.find("ScheduleExpression").isPresent()) {
        throw request.problem("only events as they are go to a bus; " + arn + " is one");
      }
    } else if (!part(arn, 3).equals(own.region()) || !part(arn, 4).equals(own.account())) {
      throw request.problem(
          "Targets.Arn is %s; what is outside of %s in %s gets events through its bus only"
              .formatted(arn, own.account(), own.region()));
    }
  }

  private static String service(JsonNode target) {
    return part(target.path("Arn").asText(), 2);
  }

  /** A part of an ARN; empty if it is none. */
  private static String part(String arn, int index) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 ? parts[index] : "";
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
    Bus.ofRule(placed.attributes().path("Arn").asText())
        .ifPresent(bus -> services.rules().remove(bus, placed.ref()));
  }
}

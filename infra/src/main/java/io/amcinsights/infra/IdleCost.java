package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a resource costs in a month in which no file arrives, without any free tier. */
final class IdleCost {

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final int MINUTES_A_MONTH = 30 * 24 * 60;

  private IdleCost() {}

  /** In USD; what is not priced is paid by use. */
  static double of(Templates.Resource resource) {
    return unit(resource.type()) * units(resource);
  }

  /** Of all stacks; what tenants add, such as a key of one's own, is not counted. */
  static double of(Templates templates) {
    return templates.resources().stream()
        .filter(it -> !TenantTemplateFile.wrote(it.stack()))
        .mapToDouble(IdleCost::of)
        .sum();
  }

  private static double unit(String type) {
    return Knowledge.IDLE_PRICES.path(type).path("usd").asDouble();
  }

  private static double units(Templates.Resource resource) {
    JsonNode properties = resource.properties();
    return switch (resource.type()) {
      case "AWS::CloudWatch::Alarm" -> properties.findValues("MetricStat").size();
      case "AWS::Events::Rule" -> runs(properties.path("ScheduleExpression").asText());
      // Lambda polls queues at the queue's price, and streams for nothing.
      case "AWS::Lambda::EventSourceMapping" -> properties.has("StartingPosition") ? 0 : 1;
      default -> 1;
    };
  }

  private static double runs(String schedule) {
    Matcher rate = RATE.matcher(schedule);
    if (!rate.matches()) {
      return 0;
    }
    int minutes =
        switch (rate.group(2)) {
          case "minute" -> 1;
          case "hour" -> 60;
          default -> 24 * 60;
        };
    return (double) MINUTES_A_MONTH / (minutes * Integer.parseInt(rate.group(1)));
  }
}

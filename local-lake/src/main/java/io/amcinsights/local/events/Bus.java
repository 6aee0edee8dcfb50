package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The default event bus of an account in a region: there is one of each, and no other. */
public record Bus(String account, String region) {

  private static final Pattern ARN =
      Pattern.compile("arn:aws:events:([^:]+):([^:]+):event-bus/default");
  private static final Pattern RULE = Pattern.compile("arn:aws:events:([^:]+):([^:]+):rule/.+");

  /** The bus of that ARN; empty if it is one of something else. */
  public static Optional<Bus> named(String arn) {
    return read(ARN, arn);
  }

  /** The bus that the rule of that ARN is on. */
  public static Optional<Bus> ofRule(String arn) {
    return read(RULE, arn);
  }

  /** Where a service tells of something: on the bus of the account and region it happened in. */
  static Bus of(JsonNode event) {
    return new Bus(event.path("account").asText(), event.path("region").asText());
  }

  private static Optional<Bus> read(Pattern pattern, String arn) {
    Matcher matcher = pattern.matcher(arn);
    return matcher.matches()
        ? Optional.of(new Bus(matcher.group(2), matcher.group(1)))
        : Optional.empty();
  }

  public String arn() {
    return arn("event-bus/default");
  }

  /** The ARN of a rule on this bus. */
  public String rule(String name) {
    return arn("rule/" + name);
  }

  private String arn(String resource) {
    return "arn:aws:events:%s:%s:%s".formatted(region, account, resource);
  }
}

package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A statement of a bus' policy. What this machine cannot decide on is refused when the statement is
 * put, lest it let somebody in here whom AWS keeps out.
 */
final class Statement {

  private static final String SEND = "events:PutEvents";
  private static final Set<String> FIELDS =
      Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");
  private static final Set<String> OPERATORS =
      Set.of("StringEquals", "StringLike", "ArnEquals", "ArnLike");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** Each value a key must have one of. */
  private record Condition(String key, boolean wildcards, List<String> values) {

    boolean holds(Map<String, String> context) {
      String actual = context.get(key);
      return actual != null
          && values.stream().anyMatch(it -> wildcards ? matches(it, actual) : it.equals(actual));
    }
  }

  private final boolean denies;
  private final boolean aboutSending;
  private final List<String> principals;
  private final List<Condition> conditions;

  private Statement(
      boolean denies, boolean aboutSending, List<String> principals, List<Condition> conditions) {
    this.denies = denies;
    this.aboutSending = aboutSending;
    this.principals = List.copyOf(principals);
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Reads one.
   *
   * @throws InvalidInputException for what AWS refuses, and for what nobody here decides on
   */
  static Statement read(Bus bus, JsonNode node) {
    node.fieldNames()
        .forEachRemaining(it -> require(FIELDS.contains(it), it + " in a policy of " + bus.arn()));
    String effect = node.path("Effect").asText();
    require(Set.of("Allow", "Deny").contains(effect), "Effect '" + effect + "'");
    require(
        texts(node.path("Resource")).stream().anyMatch(it -> matches(it, bus.arn())),
        "Resource " + node.path("Resource") + "; it must be " + bus.arn());
    return new Statement(
        effect.equals("Deny"),
        texts(node.path("Action")).stream().anyMatch(it -> matches(it, SEND)),
        principals(node.path("Principal")),
        conditions(node.path("Condition")));
  }

  private static List<String> principals(JsonNode node) {
    if (node.isTextual()) {
      require(node.asText().equals("*"), "Principal " + node + "; expected \"*\" or {\"AWS\": ..}");
      return List.of("*");
    }
    // Services are principals of their own: nothing that a rule sends comes from one.
    return texts(node.path("AWS"));
  }

  private static List<Condition> conditions(JsonNode node) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : node.properties()) {
      require(OPERATORS.contains(operator.getKey()), "Condition " + operator.getKey());
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        require(Sender.KEYS.contains(key.getKey()), "Condition on " + key.getKey());
        boolean wildcards = !operator.getKey().equals("StringEquals");
        conditions.add(new Condition(key.getKey(), wildcards, texts(key.getValue())));
      }
    }
    return conditions;
  }

  boolean denies() {
    return denies;
  }

  /** Whether it is about what is being sent. */
  boolean appliesTo(Sender sender, String event) {
    return aboutSending
        && principals.stream().anyMatch(it -> isMeant(it, sender))
        && (conditions.isEmpty() || hold(sender.context(event)));
  }

  private boolean hold(Map<String, String> context) {
    return conditions.stream().allMatch(it -> it.holds(context));
  }

  private static boolean isMeant(String principal, Sender sender) {
    return principal.equals("*")
        || (ACCOUNT.matcher(principal).matches() && principal.equals(sender.account()))
        || principal.equals("arn:aws:iam::" + sender.account() + ":root")
        || principal.equals(sender.roleArn());
  }

  private static boolean matches(String wanted, String actual) {
    String pattern = wanted.chars().mapToObj(Statement::expression).collect(Collectors.joining());
    return actual.matches(pattern);
  }

  private static String expression(int character) {
    return switch (character) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(character));
    };
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new InvalidInputException("%s is not offered locally", what);
    }
  }
}

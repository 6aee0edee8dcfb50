package io.amcinsights.local.events;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.RuleCompiler;

/** The rules of one bus by name, and which of them an event matches. */
final class RuleBook {

  /** What an account has in a region unless it asks for more. */
  static final int MOST_RULES = 300;

  private final Map<String, Rules.Rule> rules = new ConcurrentHashMap<>();
  private final Machine machine = Machine.builder().build();

  synchronized void put(Rules.Rule rule) {
    if (rule.pattern() != null) {
      String problem = RuleCompiler.check(rule.pattern().toString());
      if (problem != null) {
        throw new InvalidInputException(
            "Rule %s has an invalid event pattern %s: %s", rule.name(), rule.pattern(), problem);
      }
    }
    if (!rules.containsKey(rule.name()) && rules.size() >= MOST_RULES) {
      throw new InvalidInputException(
          "LimitExceededException: The requested resource exceeds the maximum number allowed");
    }
    remove(rule.name());
    rules.put(rule.name(), rule);
    if (rule.pattern() != null && rule.enabled()) {
      try {
        machine.addRule(rule.name(), rule.pattern().toString());
      } catch (IOException e) {
        throw new InvalidInputException(e, "Rule %s cannot be used", rule.name());
      }
    }
  }

  synchronized void remove(String name) {
    Rules.Rule before = rules.remove(name);
    if (before != null && before.pattern() != null && before.enabled()) {
      try {
        machine.deleteRule(name, before.pattern().toString());
      } catch (IOException e) {
        throw new InvalidInputException(e, "Rule %s cannot be removed", name);
      }
    }
  }

  Optional<Rules.Rule> find(String name) {
    return Optional.ofNullable(rules.get(name));
  }

  /** The enabled rules whose pattern matches. */
  List<Rules.Rule> matching(String event) {
    List<String> names;
    try {
      synchronized (this) {
        names = machine.rulesForJSONEvent(event);
      }
    } catch (Exception e) {
      throw new InvalidInputException(e, "Event cannot be matched: %s", event);
    }
    return names.stream().flatMap(name -> find(name).stream()).toList();
  }
}

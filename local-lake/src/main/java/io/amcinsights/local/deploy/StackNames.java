package io.amcinsights.local.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells stacks of one name in several places apart. The key of a stack at home, and of one of the
 * assembly wherever that puts it, is its name; that of every other one has its place before it.
 */
final class StackNames {

  private static final Pattern ELSEWHERE = Pattern.compile("([^/]+)/([^/]+)/([^/]+)");

  private final Place home;
  private final Map<String, StackName> synthesised = new ConcurrentHashMap<>();

  StackNames(Place home) {
    this.home = home;
  }

  /** Learns of a stack of the assembly. */
  StackName add(Assembly.Stack stack, Map<String, String> tags) {
    Place place = new Place(stack.account(), stack.region());
    StackName name = new StackName(stack.name(), stack.name(), place, tags);
    synthesised.put(name.key(), name);
    return name;
  }

  boolean isSynthesised(String key) {
    return synthesised.containsKey(key);
  }

  String key(Place place, String name) {
    Place known = Optional.ofNullable(synthesised.get(name)).map(StackName::place).orElse(home);
    return place.equals(known) ? name : place.account() + "/" + place.region() + "/" + name;
  }

  StackName find(String key, Map<String, String> tags) {
    StackName known = synthesised.get(key);
    if (known != null) {
      return new StackName(key, key, known.place(), tags);
    }
    Matcher elsewhere = ELSEWHERE.matcher(key);
    return elsewhere.matches()
        ? new StackName(
            key, elsewhere.group(3), new Place(elsewhere.group(1), elsewhere.group(2)), tags)
        : new StackName(key, key, home, tags);
  }
}

package io.amcinsights.core.workflow;

import java.util.Collection;

/** Names in messages. */
final class Lists {

  private Lists() {}

  /** Sorted, with commas. */
  static String names(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().sorted().toList());
  }
}

package io.amcinsights.local.cloudformation;

import io.amcinsights.core.json.Json;

/** Compares what stacks are made of. */
final class Templates {

  private Templates() {}

  /** Whether an update would change nothing. */
  static boolean same(Settings one, Settings other) {
    return one.tags().equals(other.tags())
        && Descriptions.values(one).equals(Descriptions.values(other))
        && Json.read("template", one.template()).equals(Json.read("template", other.template()));
  }
}

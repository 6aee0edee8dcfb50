package io.amcinsights.local.cloudformation;

import io.amcinsights.local.deploy.Blueprint;
import java.util.Map;

/**
 * What a stack is made of.
 *
 * @param template its text
 * @param parameters those that were given
 */
record Settings(String template, Map<String, String> parameters, Map<String, String> tags) {

  Settings {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  Blueprint blueprint(String stack, Map<String, Map<String, String>> imports) {
    return new Blueprint(stack, template, parameters, tags, imports);
  }

  Blueprint blueprint(String stack) {
    return blueprint(stack, Map.of());
  }
}

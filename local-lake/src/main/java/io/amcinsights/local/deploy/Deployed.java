package io.amcinsights.local.deploy;

import java.util.Map;

/**
 * A stack that is there.
 *
 * @param template its text
 * @param parameters those it was given; the others have their defaults
 */
public record Deployed(
    String template,
    Map<String, String> parameters,
    Map<String, String> tags,
    Map<String, String> outputs) {

  /** Copies what it is given. */
  public Deployed {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
    outputs = Map.copyOf(outputs);
  }
}

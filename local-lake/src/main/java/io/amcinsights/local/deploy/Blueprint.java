package io.amcinsights.local.deploy;

import io.amcinsights.core.error.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stack as somebody wants it.
 *
 * @param key what it is called among the stacks of all places
 * @param template its text
 * @param imports what its resources take over as it is, by logical id
 */
public record Blueprint(
    String key,
    String template,
    Map<String, String> parameters,
    Map<String, String> tags,
    Map<String, Map<String, String>> imports) {

  /** Copies what it is given. */
  public Blueprint {
    parameters = new LinkedHashMap<>(parameters);
    tags = new LinkedHashMap<>(tags);
    imports = new LinkedHashMap<>(imports);
  }

  /**
   * Looks at the values of the template's parameters; nothing is looked up for them.
   *
   * @throws InvalidInputException with all problems
   */
  public void check() {
    Parameters.resolve(key, Assembly.parse(key, template), parameters, name -> "");
  }
}

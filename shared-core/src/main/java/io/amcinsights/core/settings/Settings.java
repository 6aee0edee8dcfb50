package io.amcinsights.core.settings;

import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of one deployable: environment variables, as its template names them. */
public final class Settings {

  private final Map<String, String> environment;

  private Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Fails with every missing name at once, so that one deployment fixes them all.
   *
   * @throws InvalidInputException naming all settings that are absent or blank
   */
  public static Settings requiring(Map<String, String> environment, String... names) {
    List<String> missing =
        Stream.of(names).filter(name -> environment.getOrDefault(name, "").isBlank()).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "Set these environment variables on the function: %s", String.join(", ", missing));
    }
    return new Settings(Map.copyOf(environment));
  }

  /** The value of a setting that was required. */
  public String text(String name) {
    return find(name)
        .orElseThrow(
            () -> new InvalidInputException("Setting %s was read without being required", name));
  }

  /** The value of an optional setting; blank counts as absent. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** A whole number. */
  public long number(String name) {
    String value = text(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(e, "%s is '%s'; expected a whole number", name, value);
    }
  }
}

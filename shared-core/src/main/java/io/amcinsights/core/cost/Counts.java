package io.amcinsights.core.cost;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;

/**
 * What the pipeline takes, as counted in a run of the whole local lake; written by {@code
 * benchmarks/run cost}.
 *
 * @param file of one delivery, whatever batch it is loaded in
 * @param load of one execution of stage B, whatever it loads
 */
public record Counts(Usage file, Usage load) {

  /** The counts this version was built with. */
  public static Counts ofThisVersion() {
    return read(Resources.read("counts.json"));
  }

  static Counts read(JsonNode node) {
    return new Counts(Usage.read(Json.child(node, "file")), Usage.read(Json.child(node, "load")));
  }
}

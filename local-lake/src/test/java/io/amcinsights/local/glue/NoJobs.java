package io.amcinsights.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** For tests that run none: knows what was deployed. */
public final class NoJobs implements GlueJobs {

  public final Map<String, Spec> jobs = new LinkedHashMap<>();

  @Override
  public void put(Spec spec) {
    jobs.put(spec.name(), spec);
  }

  @Override
  public void remove(String name) {
    jobs.remove(name);
  }

  @Override
  public JsonNode run(JsonNode request, Consumer<Runnable> onStop) {
    throw new RunError("Glue.EntityNotFoundException", "No job runs here");
  }

  @Override
  public void close() {}
}

package io.amcinsights.local.deploy;

import io.amcinsights.local.glue.GlueJobs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Glue's jobs. Their main class runs in a process of its own: script and jar are not looked at. */
final class GlueJobProvider implements Provider {

  /** Glue's own. */
  private static final int DEFAULT_MINUTES = 2_880;

  private final Services services;

  GlueJobProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of("Name", "DefaultArguments", "ExecutionProperty", "Timeout"),
        Set.of(
            "Command",
            "Description",
            "ExecutionClass",
            "GlueVersion",
            "JobRunQueuingEnabled",
            "MaintenanceWindow",
            "MaxRetries",
            "NotificationProperty",
            "NumberOfWorkers",
            "Role",
            "SecurityConfiguration",
            "Tags",
            "WorkerType"));
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("Name");
    Map<String, String> arguments = new LinkedHashMap<>();
    request
        .properties()
        .path("DefaultArguments")
        .properties()
        .forEach(it -> arguments.put(it.getKey(), it.getValue().asText()));
    services
        .jobs()
        .put(
            new GlueJobs.Spec(
                name,
                arguments,
                request.number(
                    request.properties().path("ExecutionProperty"), "MaxConcurrentRuns", 1),
                request.number("Timeout", DEFAULT_MINUTES)));
    return Placed.of(name, Map.of());
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.jobs().remove(placed.ref());
  }
}

package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.lambda.EventSourceMappings;
import java.util.Map;
import java.util.Set;

/** Queues that feed functions; they start to once everything is deployed. */
final class MappingProvider implements Provider {

  private final Services services;

  MappingProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of(
            "EventSourceArn",
            "FunctionName",
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "FunctionResponseTypes",
            "ScalingConfig",
            "Enabled"),
        Set.of("KmsKeyArn", "LoggingConfig", "MetricsConfig", "Tags"));
  }

  @Override
  public Placed place(Request request) {
    String queue = request.text("EventSourceArn");
    if (!queue.contains(":sqs:")) {
      throw request.problem("EventSourceArn is " + queue + "; only queues feed functions locally");
    }
    String function = request.text("FunctionName");
    boolean partial = false;
    for (JsonNode type : request.properties().path("FunctionResponseTypes")) {
      partial |= type.asText().equals("ReportBatchItemFailures");
    }
    JsonNode scaling = request.properties().path("ScalingConfig");
    String id = request.generated();
    EventSourceMappings.Spec spec =
        new EventSourceMappings.Spec(
            id,
            queue,
            services.functionArn(function),
            request.number("BatchSize", 10),
            request.number("MaximumBatchingWindowInSeconds", 0),
            partial,
            scaling.has("MaximumConcurrency")
                ? request.number(scaling, "MaximumConcurrency", 0)
                : null,
            request.flag("Enabled", true));
    request.activate().accept(() -> services.mappings().put(spec));
    return Placed.of(id, Map.of("Id", id));
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.mappings().remove(placed.ref());
  }
}

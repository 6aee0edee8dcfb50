package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.lambda.EventSourceMappings;
import io.amcinsights.local.lambda.StreamMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queues and table streams that feed functions; they start to once everything is deployed. */
final class MappingProvider implements Provider {

  private static final Set<String> BOTH =
      Set.of(
          "EventSourceArn",
          "FunctionName",
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "FunctionResponseTypes",
          "Enabled");
  private static final Set<String> QUEUES = Set.of("ScalingConfig");
  private static final Set<String> STREAMS =
      Set.of(
          "StartingPosition",
          "FilterCriteria",
          "BisectBatchOnFunctionError",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "DestinationConfig");

  private final Services services;

  MappingProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Stream.of(BOTH, QUEUES, STREAMS).flatMap(Set::stream).collect(Collectors.toSet()),
        // One thread keeps the order of every shard, which several would keep per item.
        Set.of("KmsKeyArn", "LoggingConfig", "MetricsConfig", "ParallelizationFactor", "Tags"));
  }

  @Override
  public Placed place(Request request) {
    String source = request.text("EventSourceArn");
    String id = request.generated();
    if (source.contains(":sqs:")) {
      refuse(request, STREAMS);
      EventSourceMappings.Spec spec = queue(request, id, source);
      request.activate().accept(() -> services.mappings().put(spec));
    } else if (source.contains(":dynamodb:") && source.contains("/stream/")) {
      refuse(request, QUEUES);
      StreamMappings.Spec spec = stream(request, id, source);
      request.activate().accept(() -> services.streams().put(spec));
    } else {
      throw request.problem(
          "EventSourceArn is "
              + source
              + "; only queues and streams of tables feed functions locally");
    }
    return Placed.of(id, Map.of("Id", id));
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.mappings().remove(placed.ref());
    services.streams().remove(placed.ref());
  }

  private EventSourceMappings.Spec queue(Request request, String id, String source) {
    JsonNode scaling = request.properties().path("ScalingConfig");
    return new EventSourceMappings.Spec(
        id,
        source,
        request.stack().functionArn(request.text("FunctionName")),
        request.number("BatchSize", 10),
        request.number("MaximumBatchingWindowInSeconds", 0),
        partialFailures(request),
        scaling.has("MaximumConcurrency") ? request.number(scaling, "MaximumConcurrency", 0) : null,
        request.flag("Enabled", true));
  }

  /** A batching window only delays: what is there goes at once. */
  private StreamMappings.Spec stream(Request request, String id, String source) {
    String start = request.text("StartingPosition");
    if (!start.equals("TRIM_HORIZON")) {
      throw request.problem("StartingPosition is " + start + "; only TRIM_HORIZON is offered");
    }
    JsonNode destinations = request.properties().path("DestinationConfig");
    return new StreamMappings.Spec(
        id,
        source,
        request.stack().functionArn(request.text("FunctionName")),
        request.number("BatchSize", 100),
        filters(request),
        partialFailures(request),
        request.flag("BisectBatchOnFunctionError", false),
        request.number("MaximumRetryAttempts", -1),
        request.number("MaximumRecordAgeInSeconds", -1),
        Json.find(destinations.path("OnFailure"), "Destination").orElse(null),
        request.flag("Enabled", true));
  }

  private static List<String> filters(Request request) {
    List<String> patterns = new ArrayList<>();
    for (JsonNode filter : request.properties().path("FilterCriteria").path("Filters")) {
      patterns.add(Json.text(filter, "Pattern"));
    }
    return patterns;
  }

  private static boolean partialFailures(Request request) {
    boolean partial = false;
    for (JsonNode type : request.properties().path("FunctionResponseTypes")) {
      partial |= type.asText().equals("ReportBatchItemFailures");
    }
    return partial;
  }

  /** What its kind of source knows nothing of. */
  private static void refuse(Request request, Set<String> names) {
    for (String name : names) {
      if (request.properties().has(name)) {
        throw request.problem(
            "property %s does not go with %s".formatted(name, request.text("EventSourceArn")));
      }
    }
  }
}

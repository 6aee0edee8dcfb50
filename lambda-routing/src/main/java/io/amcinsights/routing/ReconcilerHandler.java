package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Called by a schedule: any document to {@code {buckets, objects, rung, failed}}. */
public final class ReconcilerHandler implements RequestStreamHandler {

  /** An event that has not come by then was lost, or waits for a target that does not answer. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Reconciler reconciler;
  private final Clock clock;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public ReconcilerHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(ReconcilerHandler::dryPass);
  }

  public ReconcilerHandler(FunctionContext context) {
    this(RoutingWiring.reconciler(context), Clock.systemUTC(), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    new ReconcilerHandler(dry).run(Json.read("dry pass", "{}"));
  }

  ReconcilerHandler(Reconciler reconciler, Clock clock, Metrics metrics) {
    this.reconciler = reconciler;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("schedule event", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  private JsonNode run(JsonNode event) {
    Instant modifiedBefore =
        Json.find(event, "modifiedBefore")
            .map(ReconcilerHandler::instant)
            .orElseGet(() -> clock.instant().minus(PATIENCE));
    Reconciler.Reconciled found = reconciler.reconcile(modifiedBefore);
    metrics.count(Metric.MISSED, found.missed());
    return Json.object()
        .put("buckets", found.buckets())
        .put("objects", found.objects())
        .put("rung", found.rung())
        .put("failed", found.failed());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          e, "modifiedBefore is '%s'; expected a time such as 2026-03-02T21:42:25Z", text);
    }
  }
}

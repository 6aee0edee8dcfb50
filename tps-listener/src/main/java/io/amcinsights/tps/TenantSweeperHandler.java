package io.amcinsights.tps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Called by a schedule: any document to {@code {started, quarantined, failed}}. */
public final class TenantSweeperHandler implements RequestStreamHandler {

  private final TenantSweeper sweeper;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public TenantSweeperHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(TenantSweeperHandler::dryPass);
  }

  public TenantSweeperHandler(FunctionContext context) {
    this(TpsWiring.sweeper(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    TpsWiring.sweeper(dry).sweep();
  }

  TenantSweeperHandler(TenantSweeper sweeper, Metrics metrics) {
    this.sweeper = sweeper;
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
    TenantSweeper.Swept swept = sweeper.sweep();
    return Json.object()
        .put("started", swept.started())
        .put("quarantined", swept.quarantined())
        .put("failed", swept.failed());
  }
}

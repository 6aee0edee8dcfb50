package io.amcinsights.stageb;

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

/** Called by a schedule: any document to {@code {retried, settled, rung, failed}}. */
public final class SweeperHandler implements RequestStreamHandler {

  private final Sweeper sweeper;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public SweeperHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(SweeperHandler::dryPass);
  }

  public SweeperHandler(FunctionContext context) {
    this(StageBWiring.sweeper(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    Engines.open(dry);
    new SweeperHandler(dry).run(Json.read("dry pass", "{}"));
  }

  SweeperHandler(Sweeper sweeper, Metrics metrics) {
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
    Sweeper.Swept swept = sweeper.sweep();
    return Json.object()
        .put("retried", swept.retried())
        .put("settled", swept.settled())
        .put("rung", swept.rung())
        .put("failed", swept.failed());
  }
}

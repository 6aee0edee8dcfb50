package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Lets the files of a tenant in that came before it was ready: {@code {customerId}} to {@code
 * {missed, released, failed}}. The last task of its provisioning.
 */
public final class ReleaseHandler implements RequestStreamHandler {

  private final Reconciler reconciler;

  /** Called by AWS Lambda. */
  public ReleaseHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(ReleaseHandler::dryPass);
  }

  public ReleaseHandler(FunctionContext context) {
    this(RoutingWiring.reconciler(context));
  }

  static void dryPass(FunctionContext dry) {
    RoutingWiring.reconciler(dry).release("nobody");
  }

  ReleaseHandler(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("released tenant", in, out, this::run);
  }

  private JsonNode run(JsonNode input) {
    Reconciler.Reconciled found = reconciler.release(Json.text(input, "customerId"));
    return Json.object()
        .put("missed", found.missed())
        .put("released", found.released())
        .put("failed", found.failed());
  }
}

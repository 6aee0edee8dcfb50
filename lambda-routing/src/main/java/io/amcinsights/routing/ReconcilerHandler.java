package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Called by a schedule: any document to {@code {buckets, objects, rung, failed}}. */
public final class ReconcilerHandler implements RequestStreamHandler {

  private final Reconciler reconciler;

  /** Called by AWS Lambda. */
  public ReconcilerHandler() {
    this(FunctionContext.ofLambda());
  }

  public ReconcilerHandler(FunctionContext context) {
    this(RoutingWiring.reconciler(context));
  }

  ReconcilerHandler(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("schedule event", in, out, this::run);
  }

  private JsonNode run(JsonNode event) {
    Reconciler.Reconciled found = reconciler.reconcile();
    return Json.object()
        .put("buckets", found.buckets())
        .put("objects", found.objects())
        .put("rung", found.rung())
        .put("failed", found.failed());
  }
}

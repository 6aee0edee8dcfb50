package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.event.S3EventJson;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The ingest queue's function: records S3 events and rings stage A. */
public final class RouteObjectsHandler implements RequestStreamHandler {

  private final Router router;
  private final Parallel parallel;

  /** Called by AWS Lambda. */
  public RouteObjectsHandler() {
    this(FunctionContext.ofLambda());
  }

  public RouteObjectsHandler(FunctionContext context) {
    this(RoutingWiring.router(context), RoutingWiring.parallel());
  }

  RouteObjectsHandler(Router router, Parallel parallel) {
    this.router = router;
    this.parallel = parallel;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer(
        "SQS event",
        in,
        out,
        event ->
            QueueBatch.answer(
                event,
                messages -> Failures.ofEach(messages, QueueMessage::id, this::route, parallel)));
  }

  private void route(QueueMessage message) {
    router.route(S3EventJson.read(message.body()));
  }
}

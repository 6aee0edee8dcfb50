package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.event.S3EventJson;

/** The ingest queue's function: records S3 events and rings stage A. */
public final class RouteObjectsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

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
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return QueueBatch.answer(
        event, messages -> Failures.ofEach(messages, QueueMessage::id, this::route, parallel));
  }

  private void route(QueueMessage message) {
    router.route(S3EventJson.read(message.body()));
  }
}

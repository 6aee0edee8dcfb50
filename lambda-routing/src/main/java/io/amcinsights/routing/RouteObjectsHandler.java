package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.event.S3EventJson;
import io.amcinsights.core.metrics.Metrics;

/** The ingest queue's function: records S3 events and rings stage A. */
public final class RouteObjectsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private static final String SAMPLE =
      """
      {"detail-type": "Object Created", "source": "aws.s3", "account": "111122223333",
       "region": "us-east-1",       "time": "2026-01-01T00:00:00Z", "detail": {
        "bucket": {"name": "bucket-of-nobody"}, "reason": "PutObject",
        "object": {"key": "x.csv", "size": 1, "etag": "e", "sequencer": "01"}}}
      """;

  private final Router router;
  private final Parallel parallel;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public RouteObjectsHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(RouteObjectsHandler::dryPass);
  }

  public RouteObjectsHandler(FunctionContext context) {
    this(RoutingWiring.router(context), RoutingWiring.parallel(), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    RoutingWiring.router(dry).route(S3EventJson.read(SAMPLE));
  }

  RouteObjectsHandler(Router router, Parallel parallel, Metrics metrics) {
    this.router = router;
    this.parallel = parallel;
    this.metrics = metrics;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    try {
      return QueueBatch.answer(
          event, messages -> Failures.ofEach(messages, QueueMessage::id, this::route, parallel));
    } finally {
      metrics.flush();
    }
  }

  private void route(QueueMessage message) {
    router.route(S3EventJson.read(message.body()));
  }
}

package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import java.util.List;

/** The function of a stage's queue: starts the stage's state machine. */
public final class StartStageHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** Both stages can read it. */
  private static final String SAMPLE =
      """
      {"schemaVersion": 1, "dataset": "t-d", "table": "t_d.x", "id": "s3://dry/t/d/x.csv",
       "delivery": "v1", "attempt": 1, "lane": "SMALL"}
      """;

  private final StageStarter starter;

  /** Called by AWS Lambda. */
  public StartStageHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(StartStageHandler::dryPass);
  }

  public StartStageHandler(FunctionContext context) {
    this(RoutingWiring.starter(context));
  }

  static void dryPass(FunctionContext dry) {
    for (RuntimeException failure :
        RoutingWiring.starter(dry).start(List.of(new QueueMessage("dry", SAMPLE))).values()) {
      throw failure;
    }
  }

  StartStageHandler(StageStarter starter) {
    this.starter = starter;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return QueueBatch.answer(event, starter::start);
  }
}

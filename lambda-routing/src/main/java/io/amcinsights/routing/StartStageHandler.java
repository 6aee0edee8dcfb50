package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.amcinsights.core.aws.FunctionContext;

/** The function of a stage's queue: starts the stage's state machine. */
public final class StartStageHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final StageStarter starter;

  /** Called by AWS Lambda. */
  public StartStageHandler() {
    this(FunctionContext.ofLambda());
  }

  public StartStageHandler(FunctionContext context) {
    this(RoutingWiring.starter(context));
  }

  StartStageHandler(StageStarter starter) {
    this.starter = starter;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return QueueBatch.answer(event, starter::start);
  }
}

package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The function of a stage's queue: starts the stage's state machine. */
public final class StartStageHandler implements RequestStreamHandler {

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
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("SQS event", in, out, event -> QueueBatch.answer(event, starter::start));
  }
}

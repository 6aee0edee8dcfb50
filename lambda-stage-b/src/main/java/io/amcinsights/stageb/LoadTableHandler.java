package io.amcinsights.stageb;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** State LoadTable of machine B: {@code {input, plan, execution}} to {@code {result}}. */
public final class LoadTableHandler implements RequestStreamHandler {

  /** For what comes behind the commit: the result, the history, the answer. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final TableLoad load;
  private final InstantSource clock;

  /** Called by AWS Lambda. */
  public LoadTableHandler() {
    this(FunctionContext.ofLambda());
  }

  public LoadTableHandler(FunctionContext context) {
    this(StageBWiring.load(context), Clock.systemUTC());
  }

  LoadTableHandler(TableLoad load, InstantSource clock) {
    this.load = load;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Instant end = clock.instant().plusMillis(context.getRemainingTimeInMillis());
    JsonStreams.answer("LoadTable task", in, out, task -> run(task, end.minus(MARGIN)));
  }

  private JsonNode run(JsonNode task, Instant deadline) {
    ObjectId manifest = ObjectId.parse(Json.text(Json.child(task, "plan"), "manifest"));
    ObjectId result = load.load(manifest, Json.text(task, "execution"), deadline);
    return Json.object().put("result", result.uri());
  }
}

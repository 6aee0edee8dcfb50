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

/** State LoadTable of machine B: {@code {input, plan, execution}} to {@code {result}}. */
public final class LoadTableHandler implements RequestStreamHandler {

  private final TableLoad load;

  /** Called by AWS Lambda. */
  public LoadTableHandler() {
    this(FunctionContext.ofLambda());
  }

  public LoadTableHandler(FunctionContext context) {
    this(StageBWiring.load(context));
  }

  LoadTableHandler(TableLoad load) {
    this.load = load;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("LoadTable task", in, out, this::run);
  }

  private JsonNode run(JsonNode task) {
    ObjectId manifest = ObjectId.parse(Json.text(Json.child(task, "plan"), "manifest"));
    ObjectId result = load.load(manifest, Json.text(task, "execution"));
    return Json.object().put("result", result.uri());
  }
}

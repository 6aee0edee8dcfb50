package io.amcinsights.stagea;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** State LightTransform of machine A: {@code {input, execution}} to {@code {state, reason?}}. */
public final class LightTransformHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"input": {"schemaVersion": 1, "dataset": "t-d", "id": "s3://dry/t/d/x.csv", "delivery": "v1",
       "attempt": 1, "lane": "SMALL"}, "execution": "a-dry-1"}
      """;

  private final LightStage stage;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public LightTransformHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(LightTransformHandler::dryPass);
  }

  public LightTransformHandler(FunctionContext context) {
    this(StageAWiring.lightStage(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) throws IOException {
    StageAWiring.transformOnce(dry);
    new LightTransformHandler(dry).run(Json.read("dry pass", SAMPLE));
  }

  LightTransformHandler(LightStage stage, Metrics metrics) {
    this.stage = stage;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("LightTransform task", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  private JsonNode run(JsonNode task) {
    StageAOutcome outcome =
        stage.run(StageAMessageJson.read(Json.child(task, "input")), Json.text(task, "execution"));
    ObjectNode answer = Json.object().put("state", outcome.state().name());
    Json.putIfPresent(answer, "reason", outcome.reason());
    return answer;
  }
}

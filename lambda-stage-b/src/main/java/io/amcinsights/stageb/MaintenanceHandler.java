package io.amcinsights.stageb;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Called by a dataset's schedule, and by an operator who names one table: {@code {dataset, table?}}
 * to {@code {rung}}.
 */
public final class MaintenanceHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"dataset": "t-d"}
      """;

  private final MaintenanceBell bell;

  /** Called by AWS Lambda. */
  public MaintenanceHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(MaintenanceHandler::dryPass);
  }

  public MaintenanceHandler(FunctionContext context) {
    this(StageBWiring.maintenance(context));
  }

  static void dryPass(FunctionContext dry) {
    new MaintenanceHandler(dry).run(Json.read("dry pass", SAMPLE));
  }

  MaintenanceHandler(MaintenanceBell bell) {
    this.bell = bell;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("schedule event", in, out, this::run);
  }

  private JsonNode run(JsonNode event) {
    String table = Json.find(event, "table").orElse(null);
    return Json.object().put("rung", bell.ring(Json.text(event, "dataset"), table));
  }
}

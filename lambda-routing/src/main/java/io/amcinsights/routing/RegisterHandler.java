package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * CloudFormation's custom resource {@code Custom::LakeRegistration}: {@code {Kind, Document}}.
 *
 * <p>CloudFormation waits for an answer at its ResponseURL, for an hour if none comes: whatever
 * happens, one is sent.
 */
public final class RegisterHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"RequestType": "Delete", "StackId": "dry", "RequestId": "dry", "LogicalResourceId": "Dry",
       "PhysicalResourceId": "dataset:dry", "ResponseURL": "https://dry", "ResourceProperties": {}}
      """;

  private static final Logger LOG = LogManager.getLogger(RegisterHandler.class);
  private static final int LONGEST_REASON = 1_000;

  private final Registrar registrar;
  private final CustomResourceAnswers answers;

  /** Called by AWS Lambda. */
  public RegisterHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(RegisterHandler::dryPass);
  }

  public RegisterHandler(FunctionContext context) {
    this(RoutingWiring.registrar(context), new CustomResourceAnswers());
  }

  static void dryPass(FunctionContext dry) {
    new RegisterHandler(RoutingWiring.registrar(dry), CustomResourceAnswers.none())
        .run(Json.read("dry pass", SAMPLE));
  }

  RegisterHandler(Registrar registrar, CustomResourceAnswers answers) {
    this.registrar = registrar;
    this.answers = answers;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("CloudFormation request", in, out, this::run);
  }

  private JsonNode run(JsonNode request) {
    ObjectNode answer =
        Json.object()
            .put("StackId", Json.text(request, "StackId"))
            .put("RequestId", Json.text(request, "RequestId"))
            .put("LogicalResourceId", Json.text(request, "LogicalResourceId"));
    try {
      answer.put("PhysicalResourceId", done(request)).put("Status", "SUCCESS");
    } catch (RuntimeException e) {
      LOG.error(
          "{} of {} failed",
          Json.find(request, "RequestType").orElse("Request"),
          Json.text(request, "LogicalResourceId"),
          e);
      answer
          .put("PhysicalResourceId", physicalId(request))
          .put("Status", "FAILED")
          .put("Reason", reason(e));
    }
    answers.send(URI.create(Json.text(request, "ResponseURL")), Json.write(answer));
    return answer;
  }

  private String done(JsonNode request) {
    String type = Json.text(request, "RequestType");
    if (type.equals("Delete")) {
      String id = Json.text(request, "PhysicalResourceId");
      registrar.remove(id);
      return id;
    }
    JsonNode properties = Json.child(request, "ResourceProperties");
    return registrar.put(Json.text(properties, "Kind"), Json.text(properties, "Document"));
  }

  /** A failed update keeps its id, else CloudFormation would delete the row that works. */
  private static String physicalId(JsonNode request) {
    return Json.find(request, "PhysicalResourceId")
        .orElseGet(() -> "failed:" + Json.text(request, "LogicalResourceId"));
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    String reason = message == null ? e.getClass().getSimpleName() : message;
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }
}

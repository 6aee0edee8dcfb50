package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.cloudformation.CustomResource;
import io.amcinsights.core.cloudformation.CustomResourceAnswers;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** CloudFormation's custom resource {@code Custom::LakeRegistration}: {@code {Kind, Document}}. */
public final class RegisterHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"RequestType": "Delete", "StackId": "dry", "RequestId": "dry", "LogicalResourceId": "Dry",
       "PhysicalResourceId": "dataset:dry", "ResponseURL": "https://dry", "ResourceProperties": {}}
      """;

  private final Registrar registrar;
  private final CustomResource resource;
  private final Runnable migrations;

  /** Called by AWS Lambda. */
  public RegisterHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(RegisterHandler::dryPass);
  }

  public RegisterHandler(FunctionContext context) {
    this(
        RoutingWiring.registrar(context),
        new CustomResourceAnswers(),
        RoutingWiring.migrations(context));
  }

  static void dryPass(FunctionContext dry) {
    new RegisterHandler(
            RoutingWiring.registrar(dry),
            CustomResourceAnswers.none(),
            RoutingWiring.migrations(dry))
        .run(Json.read("dry pass", SAMPLE));
  }

  RegisterHandler(Registrar registrar, CustomResourceAnswers answers, Runnable migrations) {
    this.registrar = registrar;
    this.resource = new CustomResource(answers);
    this.migrations = migrations;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("CloudFormation request", in, out, this::run);
  }

  private JsonNode run(JsonNode request) {
    return resource.answer(request, this::done);
  }

  private String done(JsonNode request) {
    if (CustomResource.isDelete(request)) {
      String id = Json.text(request, "PhysicalResourceId");
      registrar.remove(id);
      return id;
    }
    // Every deployment registers something: what octagon holds is of its release from then on.
    migrations.run();
    JsonNode properties = Json.child(request, "ResourceProperties");
    return registrar.put(Json.text(properties, "Kind"), Json.text(properties, "Document"));
  }
}

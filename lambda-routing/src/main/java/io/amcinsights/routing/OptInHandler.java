package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.cloudformation.CustomResource;
import io.amcinsights.core.cloudformation.CustomResourceAnswers;
import io.amcinsights.core.governance.OptIns;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * CloudFormation's custom resource {@code Custom::LakeOptIn}: {@code {Principal, Database}}. A
 * change of either is a new resource, and CloudFormation takes the old one back afterwards.
 */
public final class OptInHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"RequestType": "Create", "StackId": "dry", "RequestId": "dry", "LogicalResourceId": "Dry",
       "ResponseURL": "https://dry", "ResourceProperties": {"Principal": "dry", "Database": "dry"}}
      """;

  private final OptIns optIns;
  private final CustomResource resource;

  /** Called by AWS Lambda. */
  public OptInHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(OptInHandler::dryPass);
  }

  public OptInHandler(FunctionContext context) {
    this(RoutingWiring.optIns(context), new CustomResourceAnswers());
  }

  static void dryPass(FunctionContext dry) {
    new OptInHandler(RoutingWiring.optIns(dry), CustomResourceAnswers.none())
        .run(Json.read("dry pass", SAMPLE));
  }

  OptInHandler(OptIns optIns, CustomResourceAnswers answers) {
    this.optIns = optIns;
    this.resource = new CustomResource(answers);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("CloudFormation request", in, out, this::run);
  }

  private JsonNode run(JsonNode request) {
    return resource.answer(request, this::done);
  }

  private String done(JsonNode request) {
    JsonNode properties = Json.child(request, "ResourceProperties");
    if (CustomResource.isDelete(request)) {
      // Also of a create that failed, which may have come half way, or never had a principal.
      Optional<String> principal = Json.find(properties, "Principal");
      Optional<String> database = Json.find(properties, "Database");
      if (principal.isPresent() && database.isPresent()) {
        optIns.remove(principal.get(), database.get());
      }
      return Json.text(request, "PhysicalResourceId");
    }
    String principal = Json.text(properties, "Principal");
    String database = Json.text(properties, "Database");
    optIns.add(principal, database);
    return "opt-in:%s:%s".formatted(database, principal);
  }
}

package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.lambda.Functions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Functions. Their classes run in this process: the code asset is not looked at. */
final class FunctionProvider implements Provider {

  private final Services services;

  FunctionProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of(
            "FunctionName",
            "Handler",
            "Role",
            "Runtime",
            "MemorySize",
            "Timeout",
            "ReservedConcurrentExecutions",
            "Environment"),
        Set.of(
            "Architectures",
            "Code",
            "Description",
            "EphemeralStorage",
            "KmsKeyArn",
            "LoggingConfig",
            "RecursiveLoop",
            "RuntimeManagementConfig",
            "SnapStart",
            "Tags",
            "TracingConfig",
            "VpcConfig"));
  }

  @Override
  public Placed place(Request request) {
    String runtime = request.text("Runtime");
    if (!runtime.startsWith("java")) {
      throw request.problem("Runtime is " + runtime + "; only Java runs in this process");
    }
    String name = request.name("FunctionName");
    String arn = request.stack().arn("lambda", "function:" + name);
    JsonNode reserved = request.properties().path("ReservedConcurrentExecutions");
    services
        .functions()
        .put(
            new Functions.Spec(
                name,
                arn,
                request.text("Handler"),
                request.text("Role"),
                request.number("MemorySize", 128),
                request.number("Timeout", 3),
                reserved.isMissingNode() ? null : request.number("ReservedConcurrentExecutions", 0),
                environment(request)));
    return Placed.of(name, Map.of("Arn", arn));
  }

  private static Map<String, String> environment(Request request) {
    Map<String, String> variables = new LinkedHashMap<>();
    request
        .properties()
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return variables;
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.functions().remove(placed.ref());
  }
}

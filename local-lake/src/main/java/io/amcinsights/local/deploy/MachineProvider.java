package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.asl.StateMachines;
import java.util.Map;
import java.util.Set;

/** State machines; interrupted executions go on once everything is deployed. */
final class MachineProvider implements Provider {

  private final Services services;

  MachineProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of(
            "StateMachineName",
            "DefinitionString",
            "Definition",
            "DefinitionSubstitutions",
            "RoleArn",
            "StateMachineType"),
        Set.of("EncryptionConfiguration", "LoggingConfiguration", "Tags", "TracingConfiguration"));
  }

  @Override
  public Placed place(Request request) {
    String type = request.find("StateMachineType").orElse("STANDARD");
    if (!type.equals("STANDARD")) {
      throw request.problem("StateMachineType is " + type + "; only STANDARD runs locally");
    }
    String name = request.name("StateMachineName");
    String arn = request.stack().arn("states", "stateMachine:" + name);
    StateMachines.Spec spec =
        new StateMachines.Spec(name, arn, request.text("RoleArn"), definition(request));
    request.activate().accept(() -> services.machines().put(spec));
    return Placed.of(arn, Map.of("Arn", arn, "Name", name, "StateMachineRevisionId", "INITIAL"));
  }

  private static String definition(Request request) {
    JsonNode object = request.properties().get("Definition");
    String text = object == null ? request.text("DefinitionString") : object.toString();
    for (Map.Entry<String, JsonNode> substitution :
        request.properties().path("DefinitionSubstitutions").properties()) {
      text = text.replace("${" + substitution.getKey() + "}", substitution.getValue().asText());
    }
    return text;
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.machines().remove(placed.attributes().path("Name").asText());
  }
}

package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.events.Bus;
import java.util.Map;
import java.util.Set;

/** Statements of the policy of the event bus of a stack's account and region. */
final class BusPolicyProvider implements Provider {

  private final Services services;

  BusPolicyProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(Set.of("EventBusName", "StatementId", "Statement"), Set.of());
  }

  @Override
  public Placed place(Request request) {
    String id = request.text("StatementId");
    String name = request.find("EventBusName").orElse("default");
    if (!name.equals("default")) {
      throw request.problem("EventBusName is " + name + "; only the default bus exists locally");
    }
    JsonNode statement = request.properties().path("Statement");
    if (!statement.isObject()) {
      throw request.problem("Statement is " + statement + "; expected an object");
    }
    Bus bus = request.stack().place().bus();
    services.rules().permit(bus, id, statement);
    return Placed.of(id, Map.of("Bus", bus.arn()));
  }

  @Override
  public void remove(Request request, Placed placed) {
    Bus.named(placed.attributes().path("Bus").asText())
        .ifPresent(bus -> services.rules().revoke(bus, placed.ref()));
  }
}

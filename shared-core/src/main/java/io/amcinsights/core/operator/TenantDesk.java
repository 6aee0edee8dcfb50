package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What is asked of tenants, as documents in and out. */
final class TenantDesk {

  private final Tenants tenants;
  private final TenantRequests requests;
  private final ObjectQueries objects;
  private final TenantRemoval removal;

  TenantDesk(OperatorPorts ports, ObjectQueries objects) {
    this.tenants = ports.tenants();
    this.requests =
        new TenantRequests(
            tenants, new TenantCheck(tenants, ports.datasets(), ports.names()), ports.clock());
    this.objects = objects;
    this.removal = new TenantRemoval(ports, objects);
  }

  ArrayNode all() {
    return OperatorJson.tenants(tenants.all());
  }

  ObjectNode find(String customerId, Instant since) {
    Tenant tenant = requests.find(customerId);
    ObjectNode document = OperatorJson.tenant(tenant);
    document.put("deliveriesSince", Json.instant(since));
    document.set("deliveries", OperatorJson.counts(objects.count(tenant, since)));
    return document;
  }

  ObjectNode add(JsonNode request) {
    return OperatorJson.tenant(requests.add(request));
  }

  ObjectNode update(String customerId, JsonNode fields) {
    return OperatorJson.tenant(requests.update(customerId, fields));
  }

  ObjectNode retry(String customerId, boolean force) {
    return OperatorJson.tenant(requests.retry(customerId, force));
  }

  ObjectNode remove(String customerId) {
    return OperatorJson.tenant(requests.remove(customerId));
  }

  /** What would go with a tenant's data. */
  ObjectNode data(String customerId) {
    return removal.preview(requests.find(customerId));
  }

  ObjectNode deleteData(String customerId) {
    return removal.step(requests.find(customerId));
  }

  /** {@code {operation, records}} to {@code [{customerId, refused}]}, in their order. */
  ArrayNode check(JsonNode request) {
    Consumer<JsonNode> operation =
        switch (Json.text(request, "operation")) {
          case "add" -> requests::tryAdd;
          case "update" -> requests::tryUpdate;
          default ->
              throw new InvalidInputException(
                  "The operation is '%s'; expected add or update", Json.text(request, "operation"));
        };
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    for (JsonNode record : Json.list(request, "records", it -> it)) {
      ObjectNode answer = answers.addObject();
      answer.set("customerId", record.get("customerId"));
      answer.putNull("refused");
      try {
        operation.accept(record);
      } catch (InvalidInputException e) {
        answer.put("refused", e.getMessage());
      }
    }
    return answers;
  }

  ArrayNode progress(JsonNode asked) {
    List<String> ids = Json.list(asked, "ids", JsonNode::asText);
    return OperatorJson.tenants(tenants.findAll(ids));
  }
}

package io.amcinsights.core.lifecycle.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.lifecycle.Octagon;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps the version in a row of the pipelines table that no listing shows. */
public final class DynamoDbOctagon implements Octagon {

  private static final String NAME = "#schema";
  private static final String VERSION = "version";
  private static final Key KEY = Key.of("name", NAME);

  private final DynamoTable pipelines;
  private final Tenants tenants;

  public DynamoDbOctagon(DynamoDbClient client, String pipelinesTable, String customersTable) {
    this.pipelines = new DynamoTable(client, pipelinesTable);
    this.tenants = new DynamoDbTenants(client, customersTable, Clock.systemUTC());
  }

  @Override
  public int version() {
    return pipelines.get(KEY).map(DynamoDbOctagon::version).orElse(UNMARKED);
  }

  private static int version(JsonNode row) {
    return row.path(VERSION).asInt();
  }

  @Override
  public void reached(int version) {
    if (pipelines.insert(KEY, row(version)).isPresent()) {
      pipelines.modify(
          KEY, row -> version(row) < version ? Optional.of(row(version)) : Optional.empty());
    }
  }

  private static ObjectNode row(int version) {
    return Json.object().put("schemaVersion", 1).put("name", NAME).put(VERSION, version);
  }

  @Override
  public Tenants tenants() {
    return tenants;
  }
}

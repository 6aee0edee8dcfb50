package io.amcinsights.core.tenant.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Claim;
import io.amcinsights.core.tenant.Claims;
import io.amcinsights.core.tenant.Owners;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps claims in the customers table, under {@code config} = {@code claim} and the claim's name:
 * one row for each thing, changed under a condition.
 */
public final class DynamoDbClaims implements Claims {

  private final DynamoTable table;

  public DynamoDbClaims(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public Optional<String> take(Claim claim, String customerId) {
    Key key = key(claim.name());
    Owners alone = new Owners(Map.of()).with(claim, customerId);
    if (table.insert(key, row(claim.name(), alone)).isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonNode> taken =
        table.modify(
            key,
            row -> {
              Owners now = Owners.read(claim.name(), row);
              return now.excluding(claim, customerId).isPresent()
                  ? Optional.empty()
                  : Optional.of(row(claim.name(), now.with(claim, customerId)));
            });
    return taken.isPresent() ? Optional.empty() : owner(claim, customerId);
  }

  /** Who was in the way; if nobody is any more, the claim is made again. */
  private Optional<String> owner(Claim claim, String customerId) {
    return table
        .get(key(claim.name()))
        .flatMap(row -> Owners.read(claim.name(), row).excluding(claim, customerId))
        .or(() -> take(claim, customerId));
  }

  @Override
  public void release(String claimName, String customerId) {
    table.modify(
        key(claimName),
        row -> Optional.of(row(claimName, Owners.read(claimName, row).without(customerId))));
  }

  private static ObjectNode row(String name, Owners owners) {
    return owners.write(Json.versioned(1).put("customerId", name).put("config", "claim"));
  }

  private static Key key(String name) {
    return Key.of("customerId", name, "config", "claim");
  }
}

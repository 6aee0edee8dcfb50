package io.amcinsights.core.tenant.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Claim;
import io.amcinsights.core.tenant.Claims;
import io.amcinsights.core.tenant.Owners;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    var other = new AtomicReference<Optional<String>>(Optional.empty());
    table.modify(
        key,
        row -> {
          Owners now = Owners.read(claim.name(), row);
          other.set(now.excluding(claim, customerId));
          return other.get().isPresent()
              ? Optional.empty()
              : Optional.of(row(claim.name(), now.with(claim, customerId)));
        });
    return other.get();
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

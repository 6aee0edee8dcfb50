package io.amcinsights.core.tenant.dynamodb;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Listing;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps tenants in the customers table, under {@code config} = {@code tenant}. */
public final class DynamoDbTenants implements Tenants {

  private static final Listing LISTING = new Listing("tenant", "customerId");

  private final DynamoTable table;
  private final Clock clock;

  public DynamoDbTenants(DynamoDbClient client, String table, Clock clock) {
    this.table = new DynamoTable(client, table);
    this.clock = clock;
  }

  @Override
  public Optional<Tenant> find(String customerId) {
    return table.get(key(customerId)).map(TenantJson::read);
  }

  @Override
  public List<Tenant> findAll(Collection<String> customerIds) {
    return table.getAll(customerIds.stream().map(DynamoDbTenants::key).toList()).stream()
        .map(TenantJson::read)
        .sorted(comparing(Tenant::customerId))
        .toList();
  }

  @Override
  public List<Tenant> inBucket(String bucketName) {
    return table.query(Query.index("by-bucket", "bucketName", bucketName)).stream()
        .map(TenantJson::read)
        .sorted(comparing(Tenant::customerId))
        .toList();
  }

  @Override
  public List<Tenant> all() {
    return LISTING.all(table, DynamoDbTenants::key).stream().map(TenantJson::read).toList();
  }

  @Override
  public Optional<Tenant> put(Tenant tenant) {
    Tenant next = tenant.stored(clock.instant());
    Key key = key(tenant.customerId());
    if (tenant.version() == 0) {
      return table
          .insert(key, row(next))
          .map(TenantJson::read)
          .map(there -> itself(there, next))
          .orElse(Optional.of(next));
    }
    return modify(
        tenant.customerId(),
        row -> {
          Tenant there = TenantJson.read(row);
          return there.version() == tenant.version()
              ? Optional.of(row(next))
              : itself(there, next).map(DynamoDbTenants::row);
        });
  }

  @Override
  public Optional<Tenant> change(String customerId, Function<Tenant, Optional<Tenant>> change) {
    return modify(
        customerId,
        row -> {
          Tenant there = TenantJson.read(row);
          return change
              .apply(there)
              .map(it -> it.stored(clock.instant()))
              .map(next -> isAsWrong(next, there) ? withSettingsOf(row, row(next)) : row(next));
        });
  }

  /** Whether somebody's wrong settings are left as they are. */
  private static boolean isAsWrong(Tenant next, Tenant there) {
    return !there.problems().isEmpty()
        && next.problems().equals(there.problems())
        && next.settings().equals(there.settings());
  }

  /** As they were written, not as they were understood: a wrong record has to stay wrong. */
  private static ObjectNode withSettingsOf(JsonNode written, ObjectNode row) {
    for (String name : TenantJson.settingNames()) {
      row.remove(name);
      if (written.has(name)) {
        row.set(name, written.get(name));
      }
    }
    return row;
  }

  /** Programs that are not ours leave the row's revision as it is: its settings tell as well. */
  private Optional<Tenant> modify(
      String customerId, Function<JsonNode, Optional<ObjectNode>> change) {
    return table.modify(key(customerId), TenantJson.settingNames(), change).map(TenantJson::read);
  }

  /** What is stored, if an earlier identical call stored it. */
  private static Optional<Tenant> itself(Tenant there, Tenant next) {
    return Optional.of(there).filter(it -> it.version() == next.version() && it.isSameAs(next));
  }

  private static ObjectNode row(Tenant tenant) {
    return LISTING.listed(TenantJson.toJson(tenant).put("config", "tenant"));
  }

  private static Key key(String customerId) {
    return Key.of("customerId", customerId, "config", "tenant");
  }
}

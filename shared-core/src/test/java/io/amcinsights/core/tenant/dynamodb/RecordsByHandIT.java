package io.amcinsights.core.tenant.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records that programs write which are not ours: a console, a script, another service. */
class RecordsByHandIT {

  private final DynamoDbClient client = EmbeddedDynamoDb.client();
  private final String table = EmbeddedDynamoDb.createTables().customers();
  private final DynamoDbTenants tenants = new DynamoDbTenants(client, table, Clock.systemUTC());

  @Test
  void anItemWithTheRequiredAttributesIsATenantAndCanBeChanged() {
    put("acme", "amc-acme");

    Tenant changed =
        tenants.change("acme", it -> Optional.of(it.with(Status.PROVISIONING, null))).orElseThrow();

    assertThat(changed.version()).isEqualTo(1);
    assertThat(tenants.all()).containsExactly(changed);
  }

  @Test
  void whatSomebodyWritesIntoTheRecordMeanwhileIsNotOverwritten() {
    put("acme", "amc-acme");
    tenants.change("acme", Optional::of);
    var calls = new AtomicInteger();

    tenants.change(
        "acme",
        it -> {
          if (calls.incrementAndGet() == 1) {
            rename("acme", "Renamed");
          }
          return Optional.of(it.with(Status.ACTIVE, null));
        });

    Tenant now = tenants.find("acme").orElseThrow();
    assertThat(calls).hasValue(2);
    assertThat(now.settings().customerName()).isEqualTo("Renamed");
    assertThat(now.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void anItemThatReplacesTheRecordIsNotOverwrittenEither() {
    put("acme", "amc-acme");
    tenants.change("acme", Optional::of);
    var calls = new AtomicInteger();

    tenants.change(
        "acme",
        it -> {
          if (calls.incrementAndGet() == 1) {
            put("acme", "amc-other");
          }
          return Optional.of(it.with(Status.ACTIVE, null));
        });

    assertThat(tenants.find("acme").orElseThrow().bucketName()).isEqualTo("amc-other");
  }

  @Test
  void aWrongRecordStaysWrongWhateverBecomesOfIt() {
    put("acme", "amc-acme", Map.of("bucketExists", AttributeValue.fromS("yes")));
    List<String> problems = tenants.find("acme").orElseThrow().problems();
    assertThat(problems).hasSize(1);

    tenants.change("acme", it -> Optional.of(it.with(Status.PROVISIONING, null)));
    tenants.change("acme", it -> Optional.of(it.with(Status.FAILED, "wrong")));

    assertThat(tenants.find("acme").orElseThrow().problems()).isEqualTo(problems);
  }

  @Test
  void settingsThatAreToldAnewPutAWrongRecordRight() {
    put("acme", "amc-acme", Map.of("bucketExists", AttributeValue.fromS("yes")));

    tenants.change("acme", it -> Optional.of(it.with(it.settings())));

    assertThat(tenants.find("acme").orElseThrow().problems()).isEmpty();
  }

  @Test
  void anItemThatLacksWhatItIsIndexedByCanBeChanged() {
    put("acme", null, Map.of());

    tenants.change("acme", it -> Optional.of(it.with(Status.FAILED, "wrong")));
    tenants.change("acme", it -> Optional.of(it.with(it.settings().withRemoved(true))));

    Tenant now = tenants.find("acme").orElseThrow();
    assertThat(now.problems()).containsExactly("bucketName is missing");
    assertThat(now.settings().removed()).isTrue();
  }

  private void put(String id, String bucket) {
    put(id, bucket, Map.of());
  }

  private void put(String id, @Nullable String bucket, Map<String, AttributeValue> more) {
    var item = new HashMap<>(more);
    if (bucket != null) {
      item.put("bucketName", AttributeValue.fromS(bucket));
    }
    Map.of(
            "customerId", id,
            "config", "tenant",
            "customerName", "Acme",
            "prefix", id,
            "team", "demoteam",
            "dataset", "amcdataset",
            "bucketRegion", "us-east-1",
            "bucketAccount", "111122223333",
            "amcAwsAccount", "444455556666")
        .forEach((key, value) -> item.put(key, AttributeValue.fromS(value)));
    client.putItem(it -> it.tableName(table).item(item));
  }

  private void rename(String id, String name) {
    client.updateItem(
        it ->
            it.tableName(table)
                .key(
                    Map.of(
                        "customerId",
                        AttributeValue.fromS(id),
                        "config",
                        AttributeValue.fromS("tenant")))
                .updateExpression("SET customerName = :n")
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromS(name))));
  }
}

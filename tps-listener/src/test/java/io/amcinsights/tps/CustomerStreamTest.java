package io.amcinsights.tps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomerStreamTest {

  private final TpsLake lake = new TpsLake();
  private final Set<String> refused = new HashSet<>();
  private int sequence;

  @Test
  void everyRecordThatWantsWorkStartsAnExecution() {
    lake.write(TpsLake.record("acme"));
    lake.write(TpsLake.record("beta"));

    assertThat(handled(change("acme", "INSERT"), change("beta", "INSERT"))).isEmpty();

    assertThat(started()).containsExactly("acme-1", "beta-2");
    assertThat(lake.machines.executions().values())
        .extracting(it -> it.input())
        .containsExactly("{\"customerId\":\"acme\"}", "{\"customerId\":\"beta\"}");
  }

  @Test
  void aRecordThatComesTwiceStartsOne() {
    lake.write(TpsLake.record("acme"));
    JsonNode record = change("acme", "INSERT");

    handled(record, record);
    handled(record);

    assertThat(started()).containsExactly("acme-1");
  }

  @Test
  void whatTheServiceWritesItselfStartsNothing() {
    lake.write(TpsLake.record("acme"));
    lake.run("acme", "first");
    int before = started().size();

    handled(change("acme", "MODIFY"));

    assertThat(started()).hasSize(before);
  }

  @Test
  void rowsThatAreNoTenantsAreNothingToIt() {
    ObjectNode claim = (ObjectNode) change("bucket#amc-acme", "INSERT");
    ((ObjectNode) claim.at("/dynamodb/Keys/config")).put("S", "claim");

    assertThat(handled(claim)).isEmpty();
    assertThat(started()).isEmpty();
  }

  /** D-3, D-5, D-9: failures were swallowed, records mixed, and one tenant held up all. */
  @Test
  void aRecordThatCannotBeHandledNowHoldsBackItsTenantOnly() {
    lake.write(TpsLake.record("acme"));
    lake.write(TpsLake.record("beta"));
    refused.add("acme");

    assertThat(
            handled(change("acme", "INSERT"), change("beta", "INSERT"), change("acme", "MODIFY")))
        .containsExactly("1");
    assertThat(started()).containsExactly("beta-2");
  }

  /** D-4, D-10: a number in a record ended the function; nobody was off-boarded. */
  @Test
  void aRemovedRecordComesBackAsOneThatIsToGo() {
    lake.write(TpsLake.record("acme"));
    lake.run("acme", "first");
    lake.stacks.operations().clear();
    JsonNode removal = removal(lake.tenant("acme"));
    var emptied = new TpsLake();

    handledIn(emptied, removal);

    Tenant acme = emptied.tenant("acme");
    assertThat(acme.settings().removed()).isTrue();
    assertThat(acme.wantsWork()).isTrue();
    assertThat(acme.standing().claims()).isNotEmpty();
    assertThat(emptied.machines.executions()).hasSize(1);
    handledIn(emptied, removal);
    assertThat(emptied.machines.executions()).hasSize(1);
  }

  @Test
  void theRecordOfATenantThatIsGoneMayBeDeleted() {
    lake.write(TpsLake.record("acme").put("removed", true));
    lake.run("acme", "first");
    assertThat(lake.tenant("acme").status()).isEqualTo(Status.OFFBOARDED);
    var emptied = new TpsLake();

    handledIn(emptied, removal(lake.tenant("acme")));

    assertThat(emptied.tenants.all()).isEmpty();
  }

  @Test
  void aRemovalThatComesAfterTheTenantWasAddedAgainDoesNotRemoveIt() {
    lake.write(TpsLake.record("acme"));
    JsonNode removal = removal(lake.tenant("acme"));

    handled(removal);

    assertThat(lake.tenant("acme").settings().removed()).isFalse();
  }

  private JsonNode change(String id, String name) {
    ObjectNode record = Json.object().put("eventName", name);
    ObjectNode change = record.putObject("dynamodb");
    change.put("SequenceNumber", String.valueOf(++sequence));
    ObjectNode keys = change.putObject("Keys");
    keys.putObject("customerId").put("S", id);
    keys.putObject("config").put("S", "tenant");
    return record;
  }

  private JsonNode removal(Tenant tenant) {
    ObjectNode record = (ObjectNode) change(tenant.customerId(), "REMOVE");
    ObjectNode image = ((ObjectNode) record.path("dynamodb")).putObject("OldImage");
    io.amcinsights.core.tenant.TenantJson.toJson(tenant)
        .properties()
        .forEach(it -> image.set(it.getKey(), typed(it.getValue())));
    return record;
  }

  private static JsonNode typed(JsonNode value) {
    ObjectNode node = Json.object();
    if (value.isTextual()) {
      return node.put("S", value.asText());
    }
    if (value.isNumber()) {
      return node.put("N", value.asText());
    }
    if (value.isBoolean()) {
      return node.put("BOOL", value.asBoolean());
    }
    if (value.isArray()) {
      ArrayNode list = node.putArray("L");
      value.forEach(it -> list.add(typed(it)));
      return node;
    }
    ObjectNode map = node.putObject("M");
    value.properties().forEach(it -> map.set(it.getKey(), typed(it.getValue())));
    return node;
  }

  private List<String> started() {
    return lake.machines.executions().values().stream()
        .map(it -> it.name())
        .filter(it -> !it.equals("first"))
        .toList();
  }

  private List<String> handled(JsonNode... records) {
    return handledIn(lake, records);
  }

  private List<String> handledIn(TpsLake where, JsonNode... records) {
    ObjectNode event = Json.object();
    event.putArray("Records").addAll(List.of(records));
    Machines refusing =
        new Machines() {
          @Override
          public Start start(String machine, String name, String input) {
            if (refused.contains(name.substring(0, name.lastIndexOf('-')))) {
              throw new UnavailableException("Throttled");
            }
            return where.machines.start(machine, name, input);
          }

          @Override
          public Machines.Status status(String machine, String name) {
            return where.machines.status(machine, name);
          }
        };
    var stream =
        new CustomerStream(where.tenants, new ProvisioningStart(refusing, "machine"), where.clock);
    var failures = new ArrayList<String>();
    new CustomerStreamHandler(stream)
        .run(event)
        .path("batchItemFailures")
        .forEach(it -> failures.add(it.path("itemIdentifier").asText()));
    return failures;
  }
}

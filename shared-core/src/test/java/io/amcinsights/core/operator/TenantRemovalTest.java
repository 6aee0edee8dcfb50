package io.amcinsights.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.TenantJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantRemovalTest {

  private static final String KEY = "arn:aws:kms:us-east-1:000000000000:key/k";
  private static final String BUCKET = "amc-acme-results";

  private final TestLake lake = new TestLake();

  @BeforeEach
  void acmeLeft() {
    add(TenantRequestsTest.request().put("ownKey", true));
    reach("acme", Status.OFFBOARDED);
    table("acme_wf_adhoc", "acme");
    lake.remains.buckets.put(BUCKET, 12_000L);
  }

  private void add(ObjectNode request) {
    lake.operator.addTenant(request);
  }

  private void reach(String id, Status status) {
    lake.tenants.change(
        id,
        it ->
            Optional.of(
                it.with(it.settings().withRemoved(status == Status.OFFBOARDED))
                    .with(
                        it.standing()
                            .made(null, it.settings().bucket().ownKey() ? KEY : null)
                            .with(status, null, lake.clock.instant()))));
  }

  private void table(String name, String prefix) {
    lake.registry.register(
        "demoteam_amcdataset." + name,
        Landed.DATASET,
        new TableSource(prefix, "wf", "adhoc", null));
    lake.tables.add(new TableReader.Summary("demoteam_amcdataset", name, 7, 1, 100, 1, List.of()));
  }

  private JsonNode step() {
    return lake.operator.deleteTenantData("acme");
  }

  private void deleteAll() {
    int steps = 0;
    while (!step().path("done").asBoolean()) {
      assertThat(++steps).isLessThan(20);
    }
  }

  private List<String> tables() {
    return lake.tables.stream().map(TableReader.Summary::name).toList();
  }

  @Test
  void saysWithNumbersWhatWouldGoAndChangesNothing() {
    JsonNode data = lake.operator.tenantData("acme");

    assertThat(data.path("bucket").toString())
        .isEqualTo(
            "{\"name\":\"amc-acme-results\",\"goes\":true,\"versions\":12000,\"bytes\":120000}");
    assertThat(data.path("key").path("arn").asText()).isEqualTo(KEY);
    assertThat(data.path("key").path("days").asInt()).isEqualTo(30);
    assertThat(data.path("tables").path("list").path(0).path("rows").asLong()).isEqualTo(7);
    assertThat(lake.remains.buckets).containsEntry(BUCKET, 12_000L);
  }

  @Test
  void deletesTablesThenTheBucketStepByStepThenTheKey() {
    assertThat(step().path("tables").asInt()).isEqualTo(1);
    assertThat(step().path("versions").asInt()).isEqualTo(5_000);
    assertThat(lake.remains.keys).isEmpty();

    deleteAll();

    assertThat(tables()).isEmpty();
    assertThat(lake.remains.buckets).isEmpty();
    assertThat(lake.remains.keys).containsExactly(KEY);
  }

  @Test
  void whatIsDeletedMayBeDeletedAgain() {
    deleteAll();

    assertThat(step().path("done").asBoolean()).isTrue();
    assertThat(lake.remains.keys).hasSize(1);
  }

  @Test
  void whoComesBackBeginsWithAKeyOfItsOwn() {
    deleteAll();

    add(TenantRequestsTest.request().put("ownKey", true));

    assertThat(lake.tenants.find("acme").orElseThrow().standing().keyArn()).isNull();
    assertThat(lake.tenants.find("acme").orElseThrow().status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void theSameContentIsNoRepetitionAfterwards() {
    Delivery delivery = lake.catalog.record(Landed.version(1));
    lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.FAILED, "later"));
    lake.catalog.committed(delivery.ref(), "hash");

    deleteAll();

    assertThat(lake.catalog.heads(Set.of(Landed.REPORT)).get(Landed.REPORT).committedHash())
        .isNull();
    assertThat(lake.catalog.find(delivery.ref())).isPresent();
  }

  @Test
  void waitsForWhatIsStillAtWork() {
    lake.catalog.record(Landed.version(1));

    JsonNode step = step();

    assertThat(step.path("waitsFor").asLong()).isEqualTo(1);
    assertThat(step.path("done").asBoolean()).isFalse();
    assertThat(tables()).hasSize(1);
  }

  @Test
  void refusesWhoIsNotOffBoarded() {
    reach("acme", Status.ACTIVE);

    assertThatThrownBy(this::step)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Tenant acme is ACTIVE")
        .hasMessageContaining("lake tenant remove acme");
  }

  @Test
  void tablesOfAnotherPrefixThatBeginsAlikeStay() {
    table("acme_us_wf_adhoc", "acme_us");

    deleteAll();

    assertThat(tables()).containsExactly("acme_us_wf_adhoc");
  }

  @Test
  void tablesThatAnotherTenantHasTooStayUntilItIsGone() {
    add(
        TenantRequestsTest.request()
            .put("customerId", "acme2")
            .put("bucketName", "amc-acme2")
            .put("sharesPrefix", true));

    assertThat(lake.operator.tenantData("acme").path("tables").path("why").asText())
        .isEqualTo("tenant acme2 has the same prefix");
    deleteAll();
    assertThat(tables()).hasSize(1);

    reach("acme2", Status.OFFBOARDED);
    deleteAll();
    assertThat(tables()).isEmpty();
  }

  @Test
  void anAdoptedBucketIsNeverTouched() {
    lake.tenants.change(
        "acme",
        it ->
            Optional.of(
                it.with(
                    TenantJson.request(
                        TenantRequestsTest.request()
                            .put("bucketExists", true)
                            .put("removed", true)))));

    assertThat(lake.operator.tenantData("acme").path("bucket").path("why").asText())
        .isEqualTo("it is adopted");
    deleteAll();

    assertThat(lake.remains.buckets).containsEntry(BUCKET, 12_000L);
    assertThat(lake.remains.keys).isEmpty();
  }

  @Test
  void aBucketWithoutThisTenantsTagsStays() {
    lake.remains.owner = TenantRemains.Owner.OTHERS;

    deleteAll();

    assertThat(lake.remains.buckets).containsKey(BUCKET);
  }
}

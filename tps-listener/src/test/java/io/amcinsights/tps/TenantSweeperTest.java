package io.amcinsights.tps;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.tenant.Tenant.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantSweeperTest {

  private final TpsLake lake = new TpsLake();
  private final InMemoryObjectCatalog catalog = new InMemoryObjectCatalog(lake.clock);
  private final TenantSweeper sweeper =
      new TenantSweeper(lake.tenants, catalog, lake.start, lake.clock);

  @Test
  void aRecordThatNobodyAnnouncedIsTakenUp() {
    lake.write(TpsLake.record("acme"));

    assertThat(sweeper.sweep().started()).isEqualTo(1);
    assertThat(lake.machines.executions()).hasSize(1);
  }

  @Test
  void aTenantWhoseExecutionDiedIsTakenUpAndOneAtWorkIsNot() {
    lake.write(TpsLake.record("acme"));
    lake.write(TpsLake.record("beta"));
    lake.begin("acme", "dead");
    lake.begin("beta", "alive");
    lake.die("dead");

    assertThat(sweeper.sweep().started()).isEqualTo(1);
    assertThat(lake.machines.executions().keySet())
        .anySatisfy(it -> assertThat(it).startsWith("machine/acme-sweep-"))
        .noneSatisfy(it -> assertThat(it).startsWith("machine/beta-sweep-"));
  }

  @Test
  void whoIsDoneIsLeftAlone() {
    lake.write(TpsLake.record("acme"));
    lake.run("acme", "first");

    assertThat(sweeper.sweep().started()).isZero();
  }

  @Test
  void whoWaitsForAPartnerIsAskedForAgain() {
    lake.buckets.hindered("amc-acme", "do this");
    lake.write(TpsLake.record("acme").put("bucketExists", true));
    lake.run("acme", "first");

    assertThat(sweeper.sweep().started()).isEqualTo(1);
    lake.run("acme", "second");
    assertThat(lake.tenant("acme").status()).isEqualTo(Status.WAITING_FOR_PARTNER);
    lake.buckets.hindered("amc-acme");
    lake.run("acme", "third");
    assertThat(lake.tenant("acme").status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void aFileThatNoTenantCameForInADayIsQuarantined() {
    waiting("old", null);
    waiting("of-a-dataset", "demoteam-amcdataset");
    lake.pass(Duration.ofHours(23));
    waiting("new", null);
    lake.pass(Duration.ofHours(2));

    assertThat(sweeper.sweep().quarantined()).isEqualTo(1);
    assertThat(state("old")).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(state("new")).isEqualTo(DeliveryState.WAITING_FOR_TENANT);
    assertThat(state("of-a-dataset"))
        .as("its pipeline looks after it")
        .isEqualTo(DeliveryState.WAITING_FOR_TENANT);
  }

  private DeliveryState state(String key) {
    return catalog.find(ref(key)).orElseThrow().state();
  }

  private static DeliveryRef ref(String key) {
    return new DeliveryRef(new ObjectId("somebodys", key), "v1");
  }

  private void waiting(String key, @Nullable String dataset) {
    catalog.record(
        new Delivery(
            ref(key),
            new Sequencer("01"),
            false,
            1,
            "e",
            "v1",
            DeliveryState.WAITING_FOR_TENANT,
            "waits",
            1,
            dataset,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            lake.clock.instant(),
            lake.clock.instant(),
            lake.clock.instant()));
  }
}

package io.amcinsights.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.lifecycle.dynamodb.DynamoDbOctagon;
import io.amcinsights.core.message.Samples;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.Tenants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsIT {

  private static final String OLD = "arn:aws:iam::111122223333:role/amclake-dev-tenant-acme-reader";
  private static final String NEW =
      "arn:aws:iam::111122223333:role/amclake-dev/us-east-1/tenants/tenant-acme-Reader-1X";

  private final EmbeddedDynamoDb.LakeTables tables = EmbeddedDynamoDb.createTables();
  private final Octagon octagon =
      new DynamoDbOctagon(EmbeddedDynamoDb.client(), tables.pipelines(), tables.customers());
  private final Tenants tenants = octagon.tenants();

  private void tenant(String id, Status status, String role) {
    String sample =
        Samples.compact("tenant")
            .replace("\"version\":3", "\"version\":0")
            .replace("\"customerId\":\"acme\"", "\"customerId\":\"" + id + "\"");
    ObjectNode document = (ObjectNode) Json.read("tenant", sample);
    document.put("readerRole", role).put("status", status.name()).remove("reason");
    tenants.put(TenantJson.read(document));
  }

  private Tenant tenant(String id) {
    return tenants.find(id).orElseThrow();
  }

  @Test
  void whatSaysNothingIsOfTheFirstVersionAndEndsAtThisReleases() {
    assertThat(octagon.version()).isEqualTo(1);

    new Migrations(octagon).run();

    assertThat(octagon.version()).isEqualTo(Migrations.CURRENT);
  }

  @Test
  void noListingOfPipelinesShowsTheVersion() {
    var datasets =
        new DynamoDbDatasets(EmbeddedDynamoDb.client(), tables.datasets(), tables.pipelines());
    datasets.put(new PipelineStage("team-pipe-stage-a", true, "queue", "failed", ""));

    new Migrations(octagon).run();

    assertThat(datasets.stages()).extracting(PipelineStage::name).containsOnly("team-pipe-stage-a");
  }

  @Test
  void tenantsWithAReaderOfTheOldKindAreAskedForOnceMore() {
    tenant("acme", Status.ACTIVE, OLD);
    tenant("globex", Status.ACTIVE, NEW);
    tenant("gone", Status.OFFBOARDED, OLD);

    new Migrations(octagon).run();

    assertThat(tenant("acme").status()).isEqualTo(Status.REQUESTED);
    assertThat(tenant("acme").wantsWork()).as("provisioning takes it up").isTrue();
    assertThat(tenant("acme").isReadable()).as("until the change is done").isTrue();
    assertThat(tenant("acme").readerRole()).isEqualTo(OLD);
    assertThat(tenant("acme").reason()).contains("moves with this release");
    assertThat(tenant("globex").status()).isEqualTo(Status.ACTIVE);
    assertThat(tenant("gone").status()).isEqualTo(Status.OFFBOARDED);
  }

  @Test
  void aMigrationRunsOnce() {
    new Migrations(octagon).run();
    tenant("acme", Status.ACTIVE, OLD);

    new Migrations(octagon).run();

    assertThat(tenant("acme").status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void oneThatWasKilledInItsMiddleIsDoneAgainAndTheNextOneAfterIt() {
    tenant("acme", Status.ACTIVE, OLD);
    List<String> done = new ArrayList<>();
    Migration readers = new ReadersUnderPath(tenants);
    Migration killed =
        step(
            1,
            () -> {
              readers.apply();
              throw new IllegalStateException("killed");
            });
    assertThatThrownBy(() -> new Migrations(octagon, List.of(killed)).run()).hasMessage("killed");
    assertThat(octagon.version()).isEqualTo(1);
    Tenant half = tenant("acme");

    new Migrations(octagon, List.of(readers, step(2, () -> done.add("second")))).run();

    assertThat(tenant("acme")).as("what is done is left alone").isEqualTo(half);
    assertThat(done).containsExactly("second");
    assertThat(octagon.version()).isEqualTo(3);
  }

  @Test
  void whatALaterReleaseWroteIsLeftAlone() {
    octagon.reached(Migrations.CURRENT + 1);

    assertThatThrownBy(() -> new Migrations(octagon).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("version 3", "up to 2", "deploy the release");
    octagon.reached(Migrations.CURRENT);
    assertThat(octagon.version()).as("never lowered").isEqualTo(Migrations.CURRENT + 1);
  }

  private static Migration step(int from, Runnable change) {
    return new Migration() {
      @Override
      public int from() {
        return from;
      }

      @Override
      public String what() {
        return "a step of this test";
      }

      @Override
      public void apply() {
        change.run();
      }
    };
  }
}

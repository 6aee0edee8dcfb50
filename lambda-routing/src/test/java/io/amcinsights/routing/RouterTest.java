package io.amcinsights.routing;

import static io.amcinsights.routing.RoutingLake.KEY;
import static io.amcinsights.routing.RoutingLake.RAW;
import static io.amcinsights.routing.RoutingLake.STAGE_A;
import static io.amcinsights.routing.RoutingLake.STAGE_B;
import static io.amcinsights.routing.RoutingLake.TABLE;
import static io.amcinsights.routing.RoutingLake.created;
import static io.amcinsights.routing.RoutingLake.deleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.FileParts;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.tenant.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {

  private final RoutingLake lake = new RoutingLake();
  private final Router router = lake.router();

  @Test
  void aResultOfATenantIsRecordedAndRingsItsStageA() {
    Delivery delivery = router.route(created(KEY, 1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(delivery.table()).isEqualTo(TABLE);
    assertThat(delivery.tenant()).isEqualTo("acme");
    assertThat(lake.queues.messages(STAGE_A))
        .containsExactly(
            StageAMessageJson.write(
                new StageAMessage("team-data", delivery.ref(), 1, StageAMessage.Lane.SMALL)));
    assertThat(lake.tables.find(TABLE)).isPresent();
  }

  @Test
  void aRepeatedEventRingsAgainWhileNobodyHasBegun() {
    router.route(created(KEY, 1));
    router.route(created(KEY, 1));

    assertThat(lake.queues.messages(STAGE_A)).hasSize(2);
  }

  @Test
  void aRepeatedEventDoesNothingOnceSomebodyHasBegun() {
    Delivery delivery = router.route(created(KEY, 1));
    lake.queues.take(STAGE_A);
    lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.STAGING));

    assertThat(router.route(created(KEY, 1)).state()).isEqualTo(DeliveryState.STAGING);
    assertThat(lake.queues.messages(STAGE_A)).isEmpty();
  }

  @Test
  void anEventOlderThanTheHeadIsSuperseded() {
    router.route(created(KEY, 2));
    Delivery late = router.route(created(KEY, 1));

    assertThat(late.state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(late.reason()).contains("etag2");
    assertThat(lake.queues.messages(STAGE_A)).hasSize(1);
  }

  @Test
  void aFileOfTheRawBucketBelongsToTheDatasetInItsKey() {
    Delivery delivery = router.route(created(RAW, "team/data/Clicks/2026/part-0.csv", 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(delivery.table()).isEqualTo("team_data.clicks");
    assertThat(delivery.tenant()).isNull();
  }

  @Test
  void anObjectOfAnUnknownBucketWaitsAndSaysWhatToDo() {
    Delivery delivery = router.route(created("strange", KEY, 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.WAITING_FOR_TENANT);
    assertThat(delivery.reason()).contains("strange").contains("add the tenant");
    assertThat(delivery.dataset()).isNull();
  }

  @Test
  void anObjectThatWaitedInABucketOfNobodyGoesOnOnceItIsSomebodys() {
    router.route(created("strange", KEY, 1, 10));
    lake.tenant("strange", "strange", Tenant.Status.PROVISIONING);
    Delivery waiting = router.route(created("strange", KEY, 1, 10));
    assertThat(waiting.tenant()).isEqualTo("strange");
    assertThat(waiting.state()).isEqualTo(DeliveryState.WAITING_FOR_TENANT);

    lake.tenant("strange", "strange", Tenant.Status.ACTIVE);
    Delivery delivery = router.route(created("strange", KEY, 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(delivery.table()).isNotNull();
    assertThat(lake.queues.messages(STAGE_A)).hasSize(1);
  }

  @Test
  void whatIsNoResultDoesNotWaitOnceItsBucketIsSomebodys() {
    router.route(created("strange", "no/result.csv", 1, 10));
    lake.tenant("strange", "strange", Tenant.Status.ACTIVE);

    assertThat(router.route(created("strange", "no/result.csv", 1, 10)).state())
        .isEqualTo(DeliveryState.QUARANTINED);
  }

  @Test
  void aKeyOutsideTheGrammarIsQuarantined() {
    Delivery delivery = router.route(created("somewhere/else.csv", 1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).isNotBlank();
  }

  @Test
  void aConsoleQueryIsSkipped() {
    Delivery delivery =
        router.route(
            created(
                "workflow=analytics-0b1c2d3e-1111-2222-3333-444455556666/schedule=adhoc/"
                    + "2026-02-01T10:00:00.000Z-analytics-0b1c2d3e-1111-2222-3333-444455556666.csv",
                1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.SKIPPED);
    assertThat(delivery.reason()).isNotBlank();
  }

  @Test
  void aDatasetThatIsNotDeployedQuarantines() {
    Delivery delivery = router.route(created(RAW, "team/other/clicks/a.csv", 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).contains("team-other");
  }

  @Test
  void aSecondSourceOfTheSameTableIsQuarantined() {
    lake.tables.register(TABLE, "team-data", new TableSource("ac", "me_reach", "daily", null));

    Delivery delivery = router.route(created(KEY, 1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).contains("belongs to").contains("me_reach");
  }

  /** Each name is right by itself; only together do they make one table of two tenants. */
  @Test
  void twoTenantsAreNeverMixedInOneTable() {
    lake.tenant("acme_eu", "acme-eu-bucket", Tenant.Status.ACTIVE);
    String ofAcme = "workflow=eu_reach/schedule=daily/2026-02-01-reach.csv";
    String ofAcmeEu = "workflow=reach/schedule=daily/2026-02-01-reach.csv";

    Delivery first = router.route(created(ofAcme, 1));
    Delivery second = router.route(created("acme-eu-bucket", ofAcmeEu, 1, 10));
    Delivery again = router.route(created(ofAcme, 2));

    assertThat(first.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(first.table()).isEqualTo("team_data.acme_eu_reach_daily");
    assertThat(second.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(second.reason())
        .contains("team_data.acme_eu_reach_daily", "prefix 'acme'", "prefix 'acme_eu'", "rename");
    assertThat(again.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(lake.queues.messages(STAGE_A)).hasSize(2);
  }

  @Test
  void lanesFollowTheUnpackedSize() {
    router.route(created(RAW, "team/data/t/a.csv", 1, 65L << 20));
    router.route(created(RAW, "team/data/t/b.csv.gz", 1, 6L << 20));
    router.route(created(RAW, "team/data/t/c.csv.gz", 1, 7L << 20));

    assertThat(lake.queues.messages(STAGE_A).stream().map(it -> StageAMessageJson.read(it).lane()))
        .containsExactly(
            StageAMessage.Lane.LARGE, StageAMessage.Lane.SMALL, StageAMessage.Lane.LARGE);
  }

  @Test
  void aFileTooLargeForEveryLaneIsReadyAsItIs() {
    Delivery delivery = router.route(created(RAW, "team/data/t/a.csv", 1, 3L << 30));

    assertThat(delivery.state()).isEqualTo(DeliveryState.READY);
    assertThat(delivery.reason()).contains("Glue");
    assertThat(delivery.contentHash()).isNull();
    assertThat(lake.queues.messages(STAGE_A)).isEmpty();
    assertThat(lake.queues.messages(RoutingLake.STAGE_B)).hasSize(1);
  }

  @Test
  void aFileWaitsForItsTenantAndGoesOnWhenItIsReady() {
    lake.tenant("acme", RoutingLake.BUCKET, Tenant.Status.PROVISIONING);
    assertThat(router.route(created(KEY, 1)).state()).isEqualTo(DeliveryState.WAITING_FOR_TENANT);
    assertThat(lake.queues.messages(STAGE_A)).isEmpty();

    lake.tenant("acme", RoutingLake.BUCKET, Tenant.Status.ACTIVE);
    Delivery delivery = router.route(created(KEY, 1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(delivery.attempt()).isEqualTo(2);
    assertThat(lake.queues.messages(STAGE_A)).hasSize(1);
  }

  @Test
  void filesOfATenantThatLeftAreQuarantined() {
    lake.tenant("acme", RoutingLake.BUCKET, Tenant.Status.OFFBOARDED);

    assertThat(router.route(created(KEY, 1)).reason()).contains("OFFBOARDED");
  }

  @Test
  void aDeletedObjectIsMarkedAndItsRowsStay() {
    router.route(created(KEY, 1));
    Delivery deletion = router.route(deleted(KEY, 2, "DeleteObject"));

    assertThat(deletion.state()).isEqualTo(DeliveryState.DELETED);
    assertThat(deletion.reason()).contains("keep");
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
  }

  @Test
  void aDeletionRemovesRowsWhereTheDatasetSaysSo() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    router.route(created(KEY, 1));
    Delivery deletion = router.route(deleted(KEY, 2, "DeleteObject"));

    assertThat(deletion.state()).isEqualTo(DeliveryState.READY);
    assertThat(lake.queues.messages(STAGE_B))
        .containsExactly(
            StageBMessageJson.write(new StageBMessage("team-data", TABLE, deletion.ref())));
  }

  @Test
  void aLifecycleExpiryNeverRemovesRows() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    router.route(created(KEY, 1));

    assertThat(router.route(deleted(KEY, 2, "Lifecycle Expiration")).state())
        .isEqualTo(DeliveryState.DELETED);
  }

  @Test
  void aDeletionRemovesTheRowsOfPartsToo() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    Delivery part = withPart(router.route(created(KEY, 1)));

    Delivery deletion = router.route(deleted(KEY, 2, "DeleteObject"));
    router.route(deleted(KEY, 2, "DeleteObject"));

    DeliveryRef gone = new DeliveryRef(part.ref().object(), deletion.ref().delivery());
    assertThat(lake.catalog.find(gone).orElseThrow().state()).isEqualTo(DeliveryState.READY);
    assertThat(lake.catalog.find(gone).orElseThrow().deletion()).isTrue();
    assertThat(lake.queues.messages(STAGE_B))
        .contains(StageBMessageJson.write(new StageBMessage("team-data", TABLE + "_sales", gone)))
        .hasSize(4);
  }

  @Test
  void aDeletionLeavesTheRowsOfPartsWhereTheDatasetSaysSo() {
    Delivery part = withPart(router.route(created(KEY, 1)));

    Delivery deletion = router.route(deleted(KEY, 2, "DeleteObject"));

    DeliveryRef gone = new DeliveryRef(part.ref().object(), deletion.ref().delivery());
    assertThat(lake.catalog.find(gone).orElseThrow().state()).isEqualTo(DeliveryState.DELETED);
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
  }

  @Test
  void aLateDeletionLeavesPartsToWhatCameLater() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    Delivery part = withPart(router.route(created(KEY, 1)));
    router.route(created(KEY, 3));

    router.route(deleted(KEY, 2, "DeleteObject"));

    assertThat(lake.catalog.deliveries(part.ref().object())).containsExactly(part);
  }

  @Test
  void anObjectThatIsNamedLikeAPartIsQuarantinedBesideThePart() {
    Delivery part = withPart(router.route(created(KEY, 1)));

    Delivery other = router.route(created(KEY + "#sales", 2));
    router.route(deleted(KEY + "#sales", 3, "DeleteObject"));

    assertThat(other.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(other.reason()).contains("has a '#'").contains("rename the object");
    assertThat(other.ref().object().uri()).endsWith(KEY + "#sales#");
    assertThat(lake.catalog.deliveries(part.ref().object())).containsExactly(part);
    assertThat(lake.catalog.heads(List.of(part.ref().object())).values())
        .extracting(Head::current)
        .containsExactly(part.ref());
    assertThat(lake.catalog.deliveries(other.ref().object())).hasSize(2);
  }

  /** As stage A leaves it. */
  private Delivery withPart(Delivery file) {
    Delivery known =
        lake.catalog
            .move(file.ref(), 1, Change.to(DeliveryState.STAGING).withParts(List.of("sales")))
            .orElseThrow();
    return lake.catalog.record(
        new FileParts(lake.catalog, RoutingLake.CLOCK)
            .of(known, "sales", TABLE + "_sales", 10, "hash", DeliveryState.READY, null));
  }

  @Test
  void aLateDeletionOfAnObjectThatCameBackChangesNothing() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    router.route(created(KEY, 3));

    assertThat(router.route(deleted(KEY, 2, "DeleteObject")).state())
        .isEqualTo(DeliveryState.DELETED);
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
  }

  @Test
  void nothingIsRecordedWhileThePipelineIsNotDeployed() {
    lake.datasets.removeStage("team-pipe-stage-a");

    assertThatThrownBy(() -> router.route(created(KEY, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("team-pipe-stage-a");
    assertThat(lake.catalog.find(created(KEY, 1).delivery())).isEmpty();
  }
}

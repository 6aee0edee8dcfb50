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
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.tenant.Tenant;
import org.junit.jupiter.api.Test;

class RouterTest {

  private final RoutingLake lake = new RoutingLake();
  private final Router router = lake.router();

  @Test
  void a_result_of_a_tenant_is_recorded_and_rings_its_stage_a() {
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
  void a_repeated_event_rings_again_while_nobody_has_begun() {
    router.route(created(KEY, 1));
    router.route(created(KEY, 1));

    assertThat(lake.queues.messages(STAGE_A)).hasSize(2);
  }

  @Test
  void a_repeated_event_does_nothing_once_somebody_has_begun() {
    Delivery delivery = router.route(created(KEY, 1));
    lake.queues.take(STAGE_A);
    lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.STAGING));

    assertThat(router.route(created(KEY, 1)).state()).isEqualTo(DeliveryState.STAGING);
    assertThat(lake.queues.messages(STAGE_A)).isEmpty();
  }

  @Test
  void an_event_older_than_the_head_is_superseded() {
    router.route(created(KEY, 2));
    Delivery late = router.route(created(KEY, 1));

    assertThat(late.state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(late.reason()).contains("etag2");
    assertThat(lake.queues.messages(STAGE_A)).hasSize(1);
  }

  @Test
  void a_file_of_the_raw_bucket_belongs_to_the_dataset_in_its_key() {
    Delivery delivery = router.route(created(RAW, "team/data/Clicks/2026/part-0.csv", 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(delivery.table()).isEqualTo("team_data.clicks");
    assertThat(delivery.tenant()).isNull();
  }

  @Test
  void an_object_of_an_unknown_bucket_is_quarantined_with_what_to_do() {
    Delivery delivery = router.route(created("strange", KEY, 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).contains("strange").contains("add the tenant");
    assertThat(delivery.dataset()).isNull();
  }

  @Test
  void a_key_outside_the_grammar_is_quarantined() {
    Delivery delivery = router.route(created("somewhere/else.csv", 1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).isNotBlank();
  }

  @Test
  void a_console_query_is_skipped() {
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
  void a_dataset_that_is_not_deployed_quarantines() {
    Delivery delivery = router.route(created(RAW, "team/other/clicks/a.csv", 1, 10));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).contains("team-other");
  }

  @Test
  void a_second_source_of_the_same_table_is_quarantined() {
    lake.tables.register(TABLE, "team-data", new TableSource("ac", "me_reach", "daily", null));

    Delivery delivery = router.route(created(KEY, 1));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).contains("belongs to").contains("me_reach");
  }

  @Test
  void lanes_follow_the_unpacked_size() {
    router.route(created(RAW, "team/data/t/a.csv", 1, 65L << 20));
    router.route(created(RAW, "team/data/t/b.csv.gz", 1, 6L << 20));
    router.route(created(RAW, "team/data/t/c.csv.gz", 1, 7L << 20));

    assertThat(lake.queues.messages(STAGE_A).stream().map(it -> StageAMessageJson.read(it).lane()))
        .containsExactly(
            StageAMessage.Lane.LARGE, StageAMessage.Lane.SMALL, StageAMessage.Lane.LARGE);
  }

  @Test
  void a_file_too_large_for_every_lane_is_quarantined() {
    Delivery delivery = router.route(created(RAW, "team/data/t/a.csv", 1, 3L << 30));

    assertThat(delivery.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(delivery.reason()).contains("2 GB");
  }

  @Test
  void a_file_waits_for_its_tenant_and_goes_on_when_it_is_ready() {
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
  void files_of_a_tenant_that_left_are_quarantined() {
    lake.tenant("acme", RoutingLake.BUCKET, Tenant.Status.OFFBOARDED);

    assertThat(router.route(created(KEY, 1)).reason()).contains("OFFBOARDED");
  }

  @Test
  void a_deleted_object_is_marked_and_its_rows_stay() {
    router.route(created(KEY, 1));
    Delivery deletion = router.route(deleted(KEY, 2, "DeleteObject"));

    assertThat(deletion.state()).isEqualTo(DeliveryState.DELETED);
    assertThat(deletion.reason()).contains("keep");
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
  }

  @Test
  void a_deletion_removes_rows_where_the_dataset_says_so() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    router.route(created(KEY, 1));
    Delivery deletion = router.route(deleted(KEY, 2, "DeleteObject"));

    assertThat(deletion.state()).isEqualTo(DeliveryState.READY);
    assertThat(lake.queues.messages(STAGE_B))
        .containsExactly(
            StageBMessageJson.write(new StageBMessage("team-data", TABLE, deletion.ref())));
  }

  @Test
  void a_lifecycle_expiry_never_removes_rows() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    router.route(created(KEY, 1));

    assertThat(router.route(deleted(KEY, 2, "Lifecycle Expiration")).state())
        .isEqualTo(DeliveryState.DELETED);
  }

  @Test
  void a_late_deletion_of_an_object_that_came_back_changes_nothing() {
    lake.dataset(Dataset.OnDelete.REMOVE);
    router.route(created(KEY, 3));

    assertThat(router.route(deleted(KEY, 2, "DeleteObject")).state())
        .isEqualTo(DeliveryState.DELETED);
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
  }

  @Test
  void nothing_is_recorded_while_the_pipeline_is_not_deployed() {
    lake.datasets.removeStage("team-pipe-stage-a");

    assertThatThrownBy(() -> router.route(created(KEY, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("team-pipe-stage-a");
    assertThat(lake.catalog.find(created(KEY, 1).delivery())).isEmpty();
  }
}

package io.amcinsights.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OperatorTest {

  private final TestLake lake = new TestLake();

  @Nested
  class Objects {

    private JsonNode objects(String... query) {
      Map<String, String> filter = query.length == 0 ? Map.of() : Map.of(query[0], query[1]);
      return lake.operator.objects(filter);
    }

    @Test
    void showTheCurrentDeliveryOfEachKey() {
      lake.catalog.record(Landed.version(1));
      lake.catalog.record(Landed.version(2));

      assertThat(objects()).hasSize(1);
      assertThat(objects().path(0).path("delivery").asText()).isEqualTo("v2");
      assertThat(objects("all", "true")).hasSize(2);
    }

    @Test
    void showThoseWithoutADatasetToo() {
      lake.catalog.record(Landed.unresolved(new ObjectId("amc-acme", "stray.txt")));

      assertThat(objects().path(0).path("key").asText()).isEqualTo("stray.txt");
      assertThat(objects().path(0).path("dataset").isNull()).isTrue();
    }

    @Test
    void areFilteredByState() {
      lake.failed();

      assertThat(objects("state", "failed")).hasSize(1);
      assertThat(objects("state", "COMMITTED")).isEmpty();
    }

    @Test
    void carryEveryFieldOtherProgramsReadEvenWhenNull() {
      lake.catalog.record(Landed.version(1));

      assertThat(objects().path(0).fieldNames())
          .toIterable()
          .contains(
              "id",
              "delivery",
              "bucket",
              "key",
              "state",
              "reason",
              "tenant",
              "dataset",
              "table",
              "rows",
              "bytes",
              "receivedAt",
              "finalAt");
    }

    @Test
    void areFinalSinceTheirLastChange() {
      Delivery delivery = lake.catalog.record(Landed.version(1));
      assertThat(objects().path(0).path("finalAt").isNull()).isTrue();

      lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.SKIPPED, "no rows"));

      assertThat(objects().path(0).path("finalAt").asText())
          .isEqualTo(Json.instant(lake.clock.instant()));
    }

    @Test
    void refuseAnUnknownStateAndSayWhichThereAre() {
      assertThatThrownBy(() -> objects("state", "DONE"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("COMMITTED");
    }

    @Test
    void refuseATimeNobodyCanRead() {
      assertThatThrownBy(() -> objects("since", "yesterday")).hasMessageContaining("7d");
    }

    @Test
    void canBeAsWellNewerThanAnAge() {
      lake.catalog.record(Landed.version(1));

      assertThat(objects("since", "2h")).hasSize(1);
      assertThat(objects("since", "30m")).isEmpty();
      assertThat(objects("since", "2024-03-01")).hasSize(1);
    }
  }

  @Nested
  class InFlight {

    @Test
    void isNothingInAnEmptyLake() {
      assertThat(lake.operator.inFlight().path("idle").asBoolean()).isTrue();
    }

    @Test
    void countsDeliveriesThatAreNotFinal() {
      lake.catalog.record(Landed.version(1));

      JsonNode report = lake.operator.inFlight();

      assertThat(report.path("idle").asBoolean()).isFalse();
      assertThat(report.path("inFlight").path(0).path("what").asText())
          .isEqualTo("deliveries RECEIVED");
    }

    @Test
    void countsMessagesButNotFailures() {
      lake.queues.send(InMemoryQueueAdmin.url(TestLake.STAGE_A_DLQ), "x");
      assertThat(lake.operator.inFlight().path("idle").asBoolean()).isTrue();

      lake.queues.send(InMemoryQueueAdmin.url(TestLake.STAGE_A), "x");
      assertThat(lake.operator.inFlight().path("idle").asBoolean()).isFalse();
    }

    @Test
    void countsWhatNeitherQueueNorCatalogShows() {
      lake.busy.put("event outbox", 0L);
      assertThat(lake.operator.inFlight().path("idle").asBoolean()).isTrue();

      lake.busy.put("event outbox", 2L);
      assertThat(lake.operator.inFlight().path("idle").asBoolean()).isFalse();
    }

    @Test
    void leavesOutWhatWaitsForItsTenantButSaysSo() {
      lake.catalog.record(waiting(Landed.version(1)));

      assertThat(lake.operator.inFlight().path("idle").asBoolean()).isTrue();
      assertThat(lake.operator.inFlight().path("waitingForTenant").asLong()).isEqualTo(1);
    }

    private static Delivery waiting(Delivery it) {
      return new Delivery(
          it.ref(),
          it.sequencer(),
          it.deletion(),
          it.bytes(),
          it.etag(),
          it.versionId(),
          DeliveryState.WAITING_FOR_TENANT,
          null,
          it.attempt(),
          it.dataset(),
          it.tenant(),
          it.table(),
          null,
          null,
          null,
          null,
          null,
          it.modifiedAt(),
          it.receivedAt(),
          it.updatedAt());
    }
  }

  @Nested
  class Status {

    @Test
    void showsEveryQueueAndWhichHoldFailures() {
      lake.envelope("a", lake.failed());

      JsonNode queues = lake.operator.status().path("queues");

      assertThat(queues).hasSize(9);
      for (JsonNode queue : queues) {
        boolean failures = queue.path("name").asText().matches(".*-(dlq|failed)");
        boolean full = queue.path("name").asText().equals(TestLake.STAGE_A_FAILED);
        assertThat(queue.path("dlq").asBoolean()).isEqualTo(failures);
        assertThat(queue.path("visible").asLong()).isEqualTo(full ? 1 : 0);
        assertThat(queue.path("oldestSeconds").isNull()).isEqualTo(!full);
      }
    }

    @Test
    void countsObjectsByState() {
      lake.failed();

      assertThat(lake.operator.status().path("objects").path("FAILED").asLong()).isEqualTo(1);
    }
  }

  @Nested
  class Tables {

    private final TableReader.Summary wanted =
        new TableReader.Summary("db", "t", 1, 1, 1, 1, List.of());

    @Test
    void areFoundByTheirBareNameWhileItIsUnique() {
      lake.tables.add(wanted);

      assertThat(lake.operator.table("t", Map.of()).path("database").asText()).isEqualTo("db");
      assertThat(lake.operator.table("db.t", Map.of()).path("name").asText()).isEqualTo("t");
    }

    @Test
    void areNamedWhenTheBareNameIsNotUnique() {
      lake.tables.add(wanted);
      lake.tables.add(new TableReader.Summary("other", "t", 1, 1, 1, 1, List.of()));

      assertThatThrownBy(() -> lake.operator.table("t", Map.of()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("db.t", "other.t");
      assertThat(lake.operator.table("other.t", Map.of()).path("database").asText())
          .isEqualTo("other");
    }
  }

  @Nested
  class Uploads {

    @Test
    void goToTheTenantsBucket() {
      lake.operator.addTenant(TenantRequestsTest.request());

      assertThat(lake.operator.uploadTarget(Map.of("tenant", "acme")).path("bucket").asText())
          .isEqualTo("amc-acme-results");
    }

    @Test
    void ofADatasetGoToTheRawBucket() {
      JsonNode target = lake.operator.uploadTarget(Map.of("dataset", "demoteam-amcdataset"));

      assertThat(target.path("bucket").asText()).isEqualTo("p-raw");
      assertThat(target.path("prefix").asText()).isEqualTo("demoteam/amcdataset/");
    }
  }
}

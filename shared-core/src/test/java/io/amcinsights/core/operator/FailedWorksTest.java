package io.amcinsights.core.operator;

import static io.amcinsights.core.operator.TestLake.STAGE_A;
import static io.amcinsights.core.operator.TestLake.STAGE_A_DLQ;
import static io.amcinsights.core.operator.TestLake.STAGE_A_FAILED;
import static io.amcinsights.core.operator.TestLake.STAGE_B;
import static io.amcinsights.core.operator.TestLake.STAGE_B_DLQ;
import static io.amcinsights.core.operator.TestLake.STAGE_B_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.Samples;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessageJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FailedWorksTest {

  private final TestLake lake = new TestLake();

  private JsonNode list() {
    return lake.operator.failedWork(Map.of());
  }

  @Nested
  class Listing {

    @Test
    void showsEnvelopesWithTheirReason() {
      lake.envelope("a", lake.failed());

      JsonNode work = list().path(0);

      assertThat(work.path("stage").asText()).isEqualTo("a");
      assertThat(work.path("dataset").asText()).isEqualTo(Landed.DATASET);
      assertThat(work.path("error").path("message").asText()).isEqualTo("S3 did not answer");
      assertThat(work.path("attempts").asInt()).isEqualTo(1);
      assertThat(work.path("objects").path(0).asText()).isEqualTo(Landed.REPORT.uri());
    }

    @Test
    void wrapsBodiesThatSqsMoved() {
      Delivery delivery = lake.catalog.record(Landed.version(1));
      String body = StageAMessageJson.write(TestLake.messageA(delivery));
      lake.queues.send(InMemoryQueueAdmin.url(STAGE_A_DLQ), body);

      JsonNode work = list().path(0);

      assertThat(work.path("error").path("code").asText()).isEqualTo("UNDELIVERED");
      assertThat(work.path("objects").path(0).asText()).isEqualTo(Landed.REPORT.uri());
    }

    @Test
    void showsWhatNobodyUnderstandsRatherThanFail() {
      lake.queues.send(InMemoryQueueAdmin.url("p-ingest-dlq"), "not even JSON");

      assertThat(list().path(0).path("error").path("code").asText()).isEqualTo("UNREADABLE");
    }

    @Test
    void leavesEverythingWhereItIs() {
      lake.envelope("a", lake.failed());

      assertThat(list()).hasSize(1);
      assertThat(list()).hasSize(1);
    }

    @Test
    void looksPastTheFirstPage() {
      Delivery failed = lake.failed();
      for (int i = 0; i < 25; i++) {
        lake.envelope("a", failed);
      }

      assertThat(list()).hasSize(25);
    }
  }

  @Nested
  class Redriving {

    @Test
    void ringsStageAWithTheNextAttempt() {
      Delivery failed = lake.failed();
      lake.envelope("a", failed);

      JsonNode report = lake.operator.redrive(List.of());

      assertThat(report.path("done").asInt()).isEqualTo(1);
      assertThat(lake.queues.bodies(STAGE_A_FAILED)).isEmpty();
      Delivery now = lake.catalog.find(failed.ref()).orElseThrow();
      assertThat(now.state()).isEqualTo(DeliveryState.RECEIVED);
      assertThat(now.attempt()).isEqualTo(2);
      assertThat(lake.queues.bodies(STAGE_A))
          .containsExactly(StageAMessageJson.write(TestLake.messageA(now)));
    }

    @Test
    void ringsAgainAfterACrashBetweenTheCatalogAndTheQueue() {
      Delivery failed = lake.failed();
      lake.envelope("a", failed);
      lake.catalog.retry(failed.ref(), 1, DeliveryState.RECEIVED, "redriven by an operator");

      lake.operator.redrive(List.of());

      assertThat(lake.queues.bodies(STAGE_A)).hasSize(1);
      assertThat(lake.catalog.find(failed.ref()).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void repeatsOnlyTheLoadOfWhatFailedInStageB() {
      Delivery failed = lake.failed();
      lake.envelope("b", failed);

      lake.operator.redrive(List.of());

      Delivery now = lake.catalog.find(failed.ref()).orElseThrow();
      assertThat(now.state()).isEqualTo(DeliveryState.READY);
      assertThat(now.attempt()).isEqualTo(2);
      assertThat(lake.queues.bodies(STAGE_B))
          .containsExactly(StageBMessageJson.write(TestLake.messageB(now)));
      assertThat(lake.queues.bodies(STAGE_B_FAILED)).isEmpty();
    }

    @Test
    void ringsATableWhoseRingWasLost() {
      Delivery delivery = lake.catalog.record(Landed.version(1));
      lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.READY));
      String body = StageBMessageJson.write(TestLake.messageB(delivery));
      lake.queues.send(InMemoryQueueAdmin.url(STAGE_B_DLQ), body);

      lake.operator.redrive(List.of());

      assertThat(lake.queues.bodies(STAGE_B)).containsExactly(body);
      assertThat(lake.catalog.find(delivery.ref()).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatWasCommittedMeanwhile() {
      Delivery delivery = lake.catalog.record(Landed.version(1));
      lake.envelope("a", delivery);
      lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.COMMITTED));

      JsonNode report = lake.operator.redrive(List.of());

      assertThat(report.path("results").path(0).path("what").asText())
          .contains("nothing to do", "COMMITTED");
      assertThat(lake.queues.bodies(STAGE_A)).isEmpty();
      assertThat(lake.queues.bodies(STAGE_A_FAILED)).isEmpty();
    }

    @Test
    void sendsEventsThroughTheIngestQueueAgain() {
      String event = Samples.compact("s3-object-created");
      lake.queues.send(InMemoryQueueAdmin.url("p-ingest-dlq"), event);

      lake.operator.redrive(List.of());

      assertThat(lake.queues.bodies("p-ingest")).containsExactly(event);
      assertThat(lake.queues.bodies("p-ingest-dlq")).isEmpty();
    }

    @Test
    void saysOfAMissedRunThatTheNextOneDoesTheSame() {
      lake.queues.send(InMemoryQueueAdmin.url("p-missed-dlq"), "{\"detail-type\": \"x\"}");

      JsonNode report = lake.operator.redrive(List.of());

      assertThat(report.path("results").path(0).path("what").asText())
          .contains("the next one does the same", "lake dlq purge");
      assertThat(list()).hasSize(1);
    }

    @Test
    void keepsTheMessageWhenTheNextStepCannotExist() {
      lake.envelope("a", lake.failed());
      lake.datasets.remove(Landed.DATASET);

      JsonNode report = lake.operator.redrive(List.of());

      assertThat(report.path("failed").asInt()).isEqualTo(1);
      assertThat(report.path("results").path(0).path("what").asText()).contains("not deployed");
      assertThat(list()).hasSize(1);
    }

    @Test
    void takesOnlyWhatIsNamedAndSaysWhatIsNotThere() {
      Delivery failed = lake.failed();
      lake.envelope("a", failed);
      lake.envelope("b", failed);
      String id = list().path(0).path("id").asText();

      JsonNode report = lake.operator.redrive(List.of(id, "nobody"));

      assertThat(report.path("done").asInt()).isEqualTo(1);
      assertThat(report.path("failed").asInt()).isEqualTo(1);
      assertThat(list()).hasSize(1);
    }
  }

  @Nested
  class Purging {

    @Test
    void forgetsTheMessageAndLeavesTheDeliveryFailed() {
      Delivery failed = lake.failed();
      lake.envelope("a", failed);
      String id = list().path(0).path("id").asText();

      lake.operator.purge(List.of(id));

      assertThat(list()).isEmpty();
      assertThat(lake.catalog.find(failed.ref()).orElseThrow().state())
          .isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void neverMeansEverything() {
      assertThatThrownBy(() -> lake.operator.purge(List.of()))
          .isInstanceOf(InvalidInputException.class);
    }
  }
}

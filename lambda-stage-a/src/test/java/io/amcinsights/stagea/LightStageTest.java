package io.amcinsights.stagea;

import static io.amcinsights.stagea.StageALake.EXECUTION;
import static io.amcinsights.stagea.StageALake.OBJECT;
import static io.amcinsights.stagea.StageALake.STAGE_B;
import static io.amcinsights.stagea.StageALake.TABLE;
import static io.amcinsights.stagea.StageALake.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.transform.Transforms;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightStageTest {

  @TempDir private Path work;
  private StageALake lake;

  @BeforeEach
  void open() {
    lake = new StageALake(work);
  }

  @Test
  void rowsAreStagedAndTheTableIsRung() {
    Delivery delivery = lake.received("rows", 1);

    StageAOutcome outcome = lake.stage().run(message(delivery, 1), EXECUTION);

    assertThat(outcome.state()).isEqualTo(DeliveryState.READY);
    PreStage preStage =
        PreStage.of("stage", lake.datasets.find("team-data").orElseThrow(), TABLE, delivery.ref());
    assertThat(lake.store.read(preStage.data())).contains("ROWS".getBytes(UTF_8));
    assertThat(lake.store.read(preStage.profile())).isPresent();
    assertThat(lake.queues.messages(STAGE_B))
        .containsExactly(
            StageBMessageJson.write(new StageBMessage("team-data", TABLE, delivery.ref())));
    Delivery ready = lake.catalog.find(delivery.ref()).orElseThrow();
    // SHA-256 of "rows".
    assertThat(ready.contentHash())
        .isEqualTo("bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e");
    assertThat(ready.execution()).isEqualTo(EXECUTION);
  }

  @Test
  void brokenRowsThatWereLeftOutAreKeptAndTold() {
    Delivery delivery = lake.received("partly", 1);

    StageAOutcome outcome = lake.stage().run(message(delivery, 1), EXECUTION);

    PreStage preStage =
        PreStage.of("stage", lake.datasets.find("team-data").orElseThrow(), TABLE, delivery.ref());
    assertThat(outcome.state()).isEqualTo(DeliveryState.READY);
    assertThat(outcome.reason()).contains("left out (1)", preStage.rejects().uri());
    assertThat(lake.store.read(preStage.rejects())).contains("line,reason,text\n".getBytes(UTF_8));
  }

  @Test
  void theWorkFolderIsGoneWhateverHappens() {
    lake.stage().run(message(lake.received("rows", 1), 1), EXECUTION);
    lake.stage().run(message(lake.received("reject", 2), 1), EXECUTION);
    Delivery crashing = lake.received("crash", 3);
    assertThatThrownBy(() -> lake.stage().run(message(crashing, 1), EXECUTION))
        .isInstanceOf(IllegalStateException.class);

    assertThat(lake.leftovers()).isEmpty();
  }

  @Test
  void anEmptyFileIsSkippedAndNobodyIsRung() {
    StageAOutcome outcome = lake.stage().run(message(lake.received("", 1), 1), EXECUTION);

    assertThat(outcome)
        .isEqualTo(new StageAOutcome(DeliveryState.SKIPPED, "no rows: the file is empty"));
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
  }

  @Test
  void aFileAtFaultIsQuarantinedWithTheReason() {
    StageAOutcome outcome = lake.stage().run(message(lake.received("reject", 1), 1), EXECUTION);

    assertThat(outcome)
        .isEqualTo(new StageAOutcome(DeliveryState.QUARANTINED, "Line 3 of a b.csv is ragged"));
  }

  @Test
  void aRepeatedRunRingsAgainAndDoesNothingElse() {
    Delivery delivery = lake.received("rows", 1);
    lake.stage().run(message(delivery, 1), EXECUTION);
    lake.store.delete(OBJECT);

    StageAOutcome outcome = lake.stage().run(message(delivery, 1), EXECUTION);

    assertThat(outcome.state()).isEqualTo(DeliveryState.READY);
    assertThat(lake.queues.messages(STAGE_B)).hasSize(2);
  }

  @Test
  void anOldAttemptDoesNothing() {
    Delivery delivery = lake.received("rows", 1);
    lake.catalog.retry(delivery.ref(), 1, DeliveryState.RECEIVED, "again");

    StageAOutcome outcome = lake.stage().run(message(delivery, 1), EXECUTION);

    assertThat(outcome.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(lake.queues.messages(STAGE_B)).isEmpty();
    assertThat(lake.history.find(EXECUTION)).isEmpty();
  }

  @Test
  void anObjectThatWasOverwrittenIsSuperseded() {
    Delivery first = lake.received("rows", 1);
    lake.received("other rows", 2);

    StageAOutcome outcome = lake.stage().run(message(first, 1), EXECUTION);

    assertThat(outcome.state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(outcome.reason()).contains("later delivery");
  }

  @Test
  void anOverwriteWhoseEventIsStillUnderWaySupersedesToo() {
    Delivery first = lake.received("rows", 1);
    lake.store.write(OBJECT, "other rows".getBytes(UTF_8), "text/csv");

    assertThat(lake.stage().run(message(first, 1), EXECUTION).state())
        .isEqualTo(DeliveryState.SUPERSEDED);
  }

  @Test
  void anObjectThatIsGoneIsDeleted() {
    Delivery delivery = lake.received("rows", 1);
    lake.store.delete(OBJECT);

    assertThat(lake.stage().run(message(delivery, 1), EXECUTION).state())
        .isEqualTo(DeliveryState.DELETED);
  }

  @Test
  void anObjectWhoseDeletionIsKnownIsDeleted() {
    Delivery delivery = lake.received("rows", 1);
    lake.store.delete(OBJECT);
    lake.record("", 2, true);

    StageAOutcome outcome = lake.stage().run(message(delivery, 1), EXECUTION);

    assertThat(outcome.state()).isEqualTo(DeliveryState.DELETED);
    assertThat(outcome.reason()).contains("deleted before it was read");
  }

  @Test
  void anUnknownTransformNamesThoseThereAre() {
    lake.dataset("amc-cvs");
    Delivery delivery = lake.received("rows", 1);

    assertThatThrownBy(() -> lake.stage().run(message(delivery, 1), EXECUTION))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("amc-cvs")
        .hasMessageContaining("as-told");
  }

  @Test
  void theHistoryTellsWhatWasDecided() {
    lake.stage().run(message(lake.received("", 1), 1), EXECUTION);

    Execution execution = lake.history.find(EXECUTION).orElseThrow();
    assertThat(execution.status()).isEqualTo(Execution.Status.COMPLETED);
    assertThat(execution.pipeline()).isEqualTo("team-pipe");
    assertThat(execution.decisions()).containsExactly("SKIPPED: no rows: the file is empty");
    assertThat(execution.objects()).isEqualTo(1);
  }

  @Test
  void theRegisteredTransformsHoldTheDefaultOne() {
    assertThat(Transforms.registered().named("amc-csv").name()).isEqualTo("amc-csv");
  }
}

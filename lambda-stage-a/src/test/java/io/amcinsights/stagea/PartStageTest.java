package io.amcinsights.stagea;

import static io.amcinsights.stagea.StageALake.EXECUTION;
import static io.amcinsights.stagea.StageALake.OBJECT;
import static io.amcinsights.stagea.StageALake.STAGE_B;
import static io.amcinsights.stagea.StageALake.TABLE;
import static io.amcinsights.stagea.StageALake.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.core.transform.Transforms;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts such as {@code parts a,b} become files with those parts; {@code parts =} is their own. */
class PartStageTest {

  @TempDir private Path work;
  private StageALake lake;

  @BeforeEach
  void open() {
    lake = new StageALake(work);
    lake.tables.register(TABLE, "team-data", new TableSource("team", "clicks", "raw", null));
  }

  private StageAOutcome run(Delivery delivery) {
    return lake.stage().run(message(delivery, delivery.attempt()), EXECUTION);
  }

  private static DeliveryRef part(Delivery file, String part) {
    return new DeliveryRef(OBJECT.part(part), file.ref().delivery());
  }

  private Delivery find(Delivery file, String part) {
    return lake.catalog.find(part(file, part)).orElseThrow();
  }

  private Optional<DeliveryState> state(Delivery file, String part) {
    return lake.catalog.find(part(file, part)).map(Delivery::state);
  }

  private DeliveryRef head(String part) {
    ObjectId object = OBJECT.part(part);
    return lake.catalog.heads(List.of(object)).get(object).current();
  }

  private String rung(Delivery file, String part) {
    return StageBMessageJson.write(
        new StageBMessage("team-data", TABLE + "_" + part, part(file, part)));
  }

  @Nested
  class AFileOfParts {

    @Test
    void endsWithAReadyDeliveryForEveryPart() {
      Delivery file = lake.received("parts a,b", 1);

      StageAOutcome outcome = run(file);

      assertThat(outcome.state()).isEqualTo(DeliveryState.SKIPPED);
      assertThat(outcome.reason())
          .contains("its parts are deliveries of their own")
          .contains("s3://raw/team/data/clicks/a b.csv#a -> team_data.clicks_a");
      Delivery ready = find(file, "a");
      assertThat(ready.state()).isEqualTo(DeliveryState.READY);
      assertThat(ready.table()).isEqualTo("team_data.clicks_a");
      assertThat(ready.contentHash())
          .isNotNull()
          .isEqualTo(lake.catalog.find(file.ref()).orElseThrow().contentHash());
      assertThat(lake.queues.messages(STAGE_B)).containsExactly(rung(file, "a"), rung(file, "b"));
      PreStage preStage =
          PreStage.of(
              "stage",
              lake.datasets.find("team-data").orElseThrow(),
              "team_data.clicks_b",
              part(file, "b"));
      assertThat(lake.store.read(preStage.data())).contains("B".getBytes(UTF_8));
      assertThat(lake.store.read(preStage.profile())).isPresent();
    }

    @Test
    void registersTheTablesOfItsParts() {
      run(lake.received("parts a", 1));

      assertThat(lake.tables.find("team_data.clicks_a").orElseThrow().source())
          .isEqualTo(new TableSource("team", "clicks#a", "raw", null));
    }

    @Test
    void quarantinesAPartWhoseTableIsAnothers() {
      lake.tables.register(
          "team_data.clicks_a", "team-data", new TableSource("team", "clicks_a", "raw", null));
      Delivery file = lake.received("parts a,b", 1);

      run(file);

      assertThat(find(file, "a").state()).isEqualTo(DeliveryState.QUARANTINED);
      assertThat(find(file, "a").reason()).contains("belongs to 'clicks_a'");
      assertThat(state(file, "b")).contains(DeliveryState.READY);
    }

    @Test
    void sharesItsBytesAmongItsParts() {
      Delivery file = lake.received("parts four,-none,s", 1);

      run(file);

      assertThat(file.bytes()).isEqualTo(10);
      assertThat(find(file, "four").bytes()).isEqualTo(8);
      assertThat(find(file, "s").bytes()).isEqualTo(2);
      assertThat(find(file, "none").bytes()).isZero();
    }

    @Test
    void isQuarantinedWhenAPartIsNamedLikeAnother() {
      StageAOutcome outcome = run(lake.received("parts a,a#", 1));

      assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
      assertThat(outcome.reason()).contains("a table 'a#'").contains("rename it");
    }

    @Test
    void skipsAPartWithoutRows() {
      Delivery file = lake.received("parts a,-b", 1);

      run(file);

      assertThat(find(file, "b").state()).isEqualTo(DeliveryState.SKIPPED);
      assertThat(find(file, "b").reason()).isEqualTo("no rows: b is empty");
      assertThat(lake.queues.messages(STAGE_B)).containsExactly(rung(file, "a"));
    }

    @Test
    void isReadyItselfWhenItHasATableOfItsOwn() {
      Delivery file = lake.received("parts =", 1);

      assertThat(run(file).state()).isEqualTo(DeliveryState.READY);
      assertThat(lake.queues.messages(STAGE_B))
          .containsExactly(
              StageBMessageJson.write(new StageBMessage("team-data", TABLE, file.ref())));
      assertThat(lake.catalog.find(file.ref()).orElseThrow().parts())
          .containsExactly(Staged.Part.FILE);
    }
  }

  @Nested
  class ARedrive {

    private void again(Delivery file) {
      lake.queues.take(STAGE_B);
      Delivery now = lake.catalog.find(file.ref()).orElseThrow();
      run(lake.catalog.retry(now.ref(), now.attempt(), DeliveryState.RECEIVED, "").orElseThrow());
    }

    private void end(Delivery file, String part, DeliveryState state) {
      assertThat(lake.catalog.move(part(file, part), 1, Change.to(state, "because"))).isPresent();
    }

    @Test
    void bringsBackEveryPartThatDidNotEndWell() {
      Delivery file = lake.received("parts failed,bad,ready,done,replaced", 1);
      run(file);
      end(file, "failed", DeliveryState.FAILED);
      end(file, "bad", DeliveryState.QUARANTINED);
      end(file, "done", DeliveryState.COMMITTED);
      end(file, "replaced", DeliveryState.SUPERSEDED);

      again(file);

      assertThat(state(file, "failed")).contains(DeliveryState.READY);
      assertThat(state(file, "bad")).contains(DeliveryState.READY);
      assertThat(find(file, "bad").attempt()).isEqualTo(2);
      assertThat(state(file, "done")).contains(DeliveryState.COMMITTED);
      assertThat(state(file, "replaced")).contains(DeliveryState.SUPERSEDED);
      assertThat(lake.queues.messages(STAGE_B))
          .containsExactly(rung(file, "failed"), rung(file, "bad"), rung(file, "ready"));
    }

    @Test
    void leavesAPartWhoseTableIsStillAnothers() {
      lake.tables.register(
          "team_data.clicks_a", "team-data", new TableSource("team", "clicks_a", "raw", null));
      Delivery file = lake.received("parts a", 1);
      run(file);

      again(file);

      assertThat(state(file, "a")).contains(DeliveryState.QUARANTINED);
      assertThat(lake.queues.messages(STAGE_B)).isEmpty();
    }

    @Test
    void bringsBackTheRemovalOfAPartThatIsGone() {
      lake.dataset("as-told", Dataset.OnDelete.REMOVE);
      run(lake.received("parts a,b", 1));
      Delivery second = lake.received("parts a", 2);
      run(second);
      end(second, "b", DeliveryState.FAILED);

      again(second);

      assertThat(find(second, "b").deletion()).isTrue();
      assertThat(state(second, "b")).contains(DeliveryState.READY);
      assertThat(lake.queues.messages(STAGE_B)).contains(rung(second, "b"));
    }

    @Test
    void isNotWhatARepeatedRunIs() {
      Delivery file = lake.received("parts a", 1);
      assertThatThrownBy(() -> lake.dyingStage(12).run(message(file, 1), EXECUTION))
          .isInstanceOf(StageALake.Died.class);
      end(file, "a", DeliveryState.FAILED);

      run(lake.catalog.find(file.ref()).orElseThrow());

      assertThat(state(file, "a")).contains(DeliveryState.FAILED);
    }
  }

  @Nested
  class ALaterDelivery {

    @Test
    void takesOverItsParts() {
      run(lake.received("parts a,b", 1));
      Delivery second = lake.received("parts b,a", 2);
      run(second);

      assertThat(head("a")).isEqualTo(part(second, "a"));
      assertThat(head("b")).isEqualTo(part(second, "b"));
    }

    @Test
    void removesTheRowsOfPartsThatAreGoneWhereTheDatasetSaysSo() {
      lake.dataset("as-told", Dataset.OnDelete.REMOVE);
      run(lake.received("parts a,b", 1));
      lake.queues.take(STAGE_B);
      Delivery second = lake.received("parts a", 2);
      run(second);

      Delivery deletion = find(second, "b");
      assertThat(deletion.deletion()).isTrue();
      assertThat(deletion.state()).isEqualTo(DeliveryState.READY);
      assertThat(deletion.table()).isEqualTo("team_data.clicks_b");
      assertThat(lake.queues.messages(STAGE_B))
          .containsExactly(rung(second, "a"), rung(second, "b"));
    }

    @Test
    void leavesTheRowsOfPartsThatAreGoneOtherwise() {
      run(lake.received("parts a,b", 1));
      Delivery second = lake.received("parts a", 2);
      run(second);

      Delivery deletion = find(second, "b");
      assertThat(deletion.deletion()).isTrue();
      assertThat(deletion.state()).isEqualTo(DeliveryState.DELETED);
      assertThat(deletion.reason()).isEqualTo("The object holds it no longer; its rows stay");
    }

    @Test
    void leavesPartsAloneThatWereGoneBefore() {
      run(lake.received("parts a,b", 1));
      run(lake.received("parts a", 2));
      Delivery third = lake.received("parts a ", 3);
      run(third);

      assertThat(state(third, "b")).isEmpty();
    }

    @Test
    void bringsAPartBack() {
      run(lake.received("parts a,b", 1));
      run(lake.received("parts a", 2));
      Delivery third = lake.received("parts b", 3);
      run(third);

      assertThat(state(third, "b")).contains(DeliveryState.READY);
      assertThat(head("b")).isEqualTo(part(third, "b"));
    }

    @Test
    void withATableOfItsOwnEndsTheParts() {
      run(lake.received("parts a", 1));
      Delivery second = lake.received("parts =", 2);

      assertThat(run(second).state()).isEqualTo(DeliveryState.READY);
      assertThat(state(second, "a")).contains(DeliveryState.DELETED);
    }

    @Test
    void withPartsCannotRemoveTheRowsOfAFileThatWasOneTable() {
      lake.dataset("as-told", Dataset.OnDelete.REMOVE);
      run(lake.received("parts =", 1));
      Delivery second = lake.received("parts a", 2);

      StageAOutcome outcome = run(second);

      assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
      assertThat(outcome.reason()).contains("Delete the object, then deliver it again");
      assertThat(state(second, "a")).isEmpty();
    }

    @Test
    void withPartsIsTakenOnceTheFileThatWasOneTableIsDeleted() {
      lake.dataset("as-told", Dataset.OnDelete.REMOVE);
      run(lake.received("parts =", 1));
      lake.record("", 2, true);
      Delivery third = lake.received("parts a", 3);

      assertThat(run(third).state()).isEqualTo(DeliveryState.SKIPPED);
      assertThat(state(third, "a")).contains(DeliveryState.READY);
    }

    @Test
    void thatIsKnownAlreadyEndsThisOneWithoutParts() {
      Delivery first = lake.received("parts a", 1);
      lake.meanwhile = () -> lake.record("later", 2, false);

      assertThat(run(first).state()).isEqualTo(DeliveryState.SUPERSEDED);
      assertThat(state(first, "a")).isEmpty();
      assertThat(lake.queues.messages(STAGE_B)).isEmpty();
      assertThat(lake.catalog.find(first.ref()).orElseThrow().parts()).containsExactly("a");
    }
  }

  @Nested
  class ARunThatDies {

    @Test
    void isMadeUpForByTheNextOneWhereverItDied() {
      int calls = 0;
      while (!isMadeUpFor(calls)) {
        open();
        calls++;
      }
      assertThat(calls).isGreaterThan(20);
    }

    /** Lets a run die after so many calls of other services; whether it needed no more. */
    private boolean isMadeUpFor(int calls) {
      lake.dataset("as-told", Dataset.OnDelete.REMOVE);
      run(lake.received("parts a,gone", 1));
      lake.queues.take(STAGE_B);
      Delivery file = lake.received("parts a,b", 2);
      boolean alive = survives(file, calls);

      assertThat(run(lake.catalog.find(file.ref()).orElseThrow()).state())
          .isEqualTo(DeliveryState.SKIPPED);

      assertThat(state(file, "a")).contains(DeliveryState.READY);
      assertThat(state(file, "b")).contains(DeliveryState.READY);
      assertThat(find(file, "gone").deletion()).isTrue();
      assertThat(state(file, "gone")).contains(DeliveryState.READY);
      assertThat(lake.queues.messages(STAGE_B))
          .contains(rung(file, "a"), rung(file, "b"), rung(file, "gone"));
      assertThat(lake.catalog.deliveries(OBJECT.part("a"))).hasSize(2);
      return alive;
    }

    private boolean survives(Delivery file, int calls) {
      try {
        lake.dyingStage(calls).run(message(file, 1), EXECUTION);
        return true;
      } catch (StageALake.Died e) {
        return false;
      }
    }
  }

  @Test
  void theJsonTransformIsFoundByItsName() {
    assertThatThrownBy(() -> Transforms.registered().named("json-reports"))
        .hasMessageContaining("json-report");
    assertThat(Transforms.registered().named("json-report").name()).isEqualTo("json-report");
  }
}

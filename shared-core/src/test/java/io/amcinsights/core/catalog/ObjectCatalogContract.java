package io.amcinsights.core.catalog;

import static io.amcinsights.core.catalog.DeliveryState.COMMITTED;
import static io.amcinsights.core.catalog.DeliveryState.FAILED;
import static io.amcinsights.core.catalog.DeliveryState.LOADING;
import static io.amcinsights.core.catalog.DeliveryState.QUARANTINED;
import static io.amcinsights.core.catalog.DeliveryState.READY;
import static io.amcinsights.core.catalog.DeliveryState.RECEIVED;
import static io.amcinsights.core.catalog.DeliveryState.STAGING;
import static io.amcinsights.core.catalog.Landed.DATASET;
import static io.amcinsights.core.catalog.Landed.NOON;
import static io.amcinsights.core.catalog.Landed.REPORT;
import static io.amcinsights.core.catalog.Landed.TABLE;
import static io.amcinsights.core.catalog.Landed.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ObjectCatalog} does; each implementation extends this and adds nothing. */
public abstract class ObjectCatalogContract {

  private static final Instant LATER = NOON.plus(Duration.ofHours(1));
  private static final DeliveryRef V1 = version(1).ref();

  /** An empty catalog for one test. */
  protected abstract ObjectCatalog catalog(Clock clock);

  private ObjectCatalog catalog() {
    return catalog(Clock.fixed(LATER, ZoneOffset.UTC));
  }

  @Nested
  class Recording {

    @Test
    void findsNothingBeforeAnythingLanded() {
      var catalog = catalog();

      assertThat(catalog.find(V1)).isEmpty();
      assertThat(catalog.heads(List.of(REPORT))).isEmpty();
      assertThat(catalog.deliveries(REPORT)).isEmpty();
      assertThat(catalog.heads(List.of())).isEmpty();
    }

    @Test
    void findsWhatWasRecordedExactly() {
      var catalog = catalog();

      assertThat(catalog.record(version(1))).isEqualTo(version(1));
      assertThat(catalog.find(V1)).contains(version(1));
    }

    @Test
    void leavesAKnownDeliveryAsItIs() {
      var catalog = catalog();
      catalog.record(version(1));
      var staging = catalog.move(V1, 1, Change.to(STAGING)).orElseThrow();

      assertThat(catalog.record(version(1))).isEqualTo(staging);
      assertThat(catalog.find(V1)).contains(staging);
    }

    @Test
    void makesTheHighestSequencerTheHead() {
      var catalog = catalog();
      catalog.record(version(3));
      catalog.record(version(9));
      catalog.record(version(5));

      assertThat(catalog.heads(List.of(REPORT)))
          .containsEntry(REPORT, new Head(version(9).ref(), version(9).sequencer(), null, null));
    }

    @Test
    void keepsEveryDelivery() {
      var catalog = catalog();
      catalog.record(version(9));
      catalog.record(version(3));
      catalog.committed(version(9).ref(), "hash");

      assertThat(catalog.deliveries(REPORT)).containsExactlyInAnyOrder(version(3), version(9));
    }

    @Test
    void placesWhatWaitedForSomebodyToComeForIt() {
      var catalog = catalog();
      Delivery lost = Landed.waiting(REPORT);
      catalog.record(lost);

      Delivery placed = catalog.place(version(1)).orElseThrow();

      assertThat(placed).isEqualTo(Landed.receivedAt(version(1), lost.receivedAt()));
      assertThat(catalog.find(V1)).contains(placed);
      assertThat(catalog.inState(DeliveryState.WAITING_FOR_TENANT, LATER, 10)).isEmpty();
      assertThat(catalog.recent(DATASET, NOON.minusSeconds(1), 10)).containsExactly(placed);
    }

    @Test
    void placesNothingThatHasAPlace() {
      var catalog = catalog();
      catalog.record(version(1));
      var staging = catalog.move(V1, 1, Change.to(STAGING)).orElseThrow();

      assertThat(catalog.place(version(1))).contains(staging);
      assertThat(catalog.place(version(2))).isEmpty();
    }

    @Test
    void answersForManyHeadsAtOnce() {
      var catalog = catalog();
      var objects =
          IntStream.range(0, 230).mapToObj(n -> new ObjectId("bucket", "key " + n)).toList();
      objects.forEach(object -> catalog.record(Landed.of(object, 1)));

      assertThat(catalog.heads(objects)).containsOnlyKeys(objects);
    }
  }

  @Nested
  class Moving {

    @Test
    void changesWhatTheStepFoundOutAndNothingElse() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.move(V1, 1, Change.to(STAGING).withExecution("a-1"));
      catalog.move(V1, 1, Change.to(READY).withContentHash("hash"));

      var ready = catalog.find(V1).orElseThrow();
      assertThat(ready.state()).isEqualTo(READY);
      assertThat(ready.execution()).isEqualTo("a-1");
      assertThat(ready.contentHash()).isEqualTo("hash");
      assertThat(ready.updatedAt()).isEqualTo(LATER);
      assertThat(ready.receivedAt()).isEqualTo(version(1).receivedAt());
      assertThat(ready.bytes()).isEqualTo(version(1).bytes());
    }

    @Test
    void remembersThePartsOfAFile() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.move(V1, 1, Change.to(STAGING).withParts(List.of("", "a b")));
      catalog.move(V1, 1, Change.to(READY));

      assertThat(catalog.find(V1).orElseThrow().parts()).containsExactly("", "a b");
      assertThat(catalog.deliveries(REPORT)).containsExactly(catalog.find(V1).orElseThrow());
    }

    @Test
    void answersARepeatedMoveTheSameWay() {
      var catalog = catalog();
      catalog.record(version(1));
      Change change = Change.to(QUARANTINED, "ragged row in line 3");

      var first = catalog.move(V1, 1, change);

      assertThat(first).isPresent();
      assertThat(catalog.move(V1, 1, change)).isEqualTo(first);
    }

    @Test
    void keepsWhatTheFirstCallSaidOfAFinalState() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.move(V1, 1, Change.to(QUARANTINED, "first"));

      assertThat(catalog.move(V1, 1, Change.to(QUARANTINED, "second")))
          .get()
          .extracting(Delivery::reason)
          .isEqualTo("first");
    }

    @Test
    void neverMovesBack() {
      var catalog = catalog();
      catalog.record(version(1));
      var ready = catalog.move(V1, 1, Change.to(READY)).orElseThrow();

      assertThat(catalog.move(V1, 1, Change.to(STAGING))).isEmpty();
      assertThat(catalog.find(V1)).contains(ready);
    }

    @Test
    void neverLeavesAFinalState() {
      var catalog = catalog();
      catalog.record(version(1));
      var committed = catalog.move(V1, 1, Change.to(COMMITTED).withRows(7)).orElseThrow();

      assertThat(catalog.move(V1, 1, Change.to(FAILED, "late"))).isEmpty();
      assertThat(catalog.find(V1)).contains(committed);
    }

    @Test
    void ignoresAStepOfAnotherAttempt() {
      var catalog = catalog();
      catalog.record(version(1));

      assertThat(catalog.move(V1, 2, Change.to(STAGING))).isEmpty();
      assertThat(catalog.find(V1)).contains(version(1));
    }

    @Test
    void knowsNothingOfADeliveryThatNeverLanded() {
      assertThat(catalog().move(V1, 1, Change.to(STAGING))).isEmpty();
    }
  }

  @Nested
  class Claiming {

    private ObjectCatalog withReady() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.move(V1, 1, Change.to(READY).withContentHash("hash"));
      return catalog;
    }

    @Test
    void claimsForOneLoadOnly() {
      var catalog = withReady();

      assertThat(catalog.claim(V1, "load-1", "b-1")).isTrue();
      assertThat(catalog.claim(V1, "load-2", "b-2")).isFalse();
      assertThat(catalog.claim(V1, "load-1", "b-1")).isTrue();
      assertThat(catalog.find(V1))
          .get()
          .extracting(Delivery::state, Delivery::loadId, Delivery::execution)
          .containsExactly(LOADING, "load-1", "b-1");
    }

    @Test
    void claimsNothingThatIsNotReady() {
      var catalog = catalog();
      catalog.record(version(1));

      assertThat(catalog.claim(V1, "load-1", "b-1")).isFalse();
      assertThat(catalog.claim(version(2).ref(), "load-1", "b-1")).isFalse();
    }

    @Test
    void releasesWhatThatLoadClaimed() {
      var catalog = withReady();
      catalog.claim(V1, "load-1", "b-1");

      assertThat(catalog.release(V1, "load-2")).isFalse();
      assertThat(catalog.release(V1, "load-1")).isTrue();
      assertThat(catalog.release(V1, "load-1")).isTrue();
      assertThat(catalog.claim(V1, "load-2", "b-2")).isTrue();
      assertThat(catalog.release(V1, "load-1")).isFalse();
    }

    @Test
    void neverEndsWhatAnotherLoadClaimed() {
      var catalog = withReady();
      catalog.claim(V1, "load-1", "b-1");
      catalog.release(V1, "load-1");
      catalog.claim(V1, "load-2", "b-2");

      assertThat(catalog.move(V1, 1, Change.to(COMMITTED).withLoad("load-1"))).isEmpty();
      assertThat(catalog.move(V1, 1, Change.to(COMMITTED).withLoad("load-2"))).isPresent();
    }

    @Test
    void releasesNothingThatIsFinal() {
      var catalog = withReady();
      catalog.claim(V1, "load-1", "b-1");
      catalog.move(V1, 1, Change.to(COMMITTED).withRows(3).withSnapshot(42));

      assertThat(catalog.release(V1, "load-1")).isFalse();
    }
  }

  @Nested
  class Retrying {

    @Test
    void startsAnotherAttempt() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.move(V1, 1, Change.to(FAILED, "out of memory").withLoad("load-1"));

      var retried = catalog.retry(V1, 1, RECEIVED, "redriven").orElseThrow();

      assertThat(retried.state()).isEqualTo(RECEIVED);
      assertThat(retried.attempt()).isEqualTo(2);
      assertThat(retried.reason()).isEqualTo("redriven");
      assertThat(retried.loadId()).isNull();
      assertThat(catalog.find(V1)).contains(retried);
    }

    @Test
    void answersARepeatedRetryTheSameWay() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.retry(V1, 1, RECEIVED, "redriven");
      var moved = catalog.move(V1, 2, Change.to(STAGING));

      assertThat(catalog.retry(V1, 1, RECEIVED, "redriven")).isEqualTo(moved);
    }

    @ParameterizedTest
    @EnumSource(
        value = DeliveryState.class,
        names = {"LOADING", "COMMITTED", "SUPERSEDED", "DELETED"})
    void neverRetriesWhatMayBeInTheTableOrIsGone(DeliveryState state) {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.move(V1, 1, Change.to(state));

      assertThat(catalog.retry(V1, 1, READY, "redriven")).isEmpty();
    }

    @Test
    void refusesAnotherBeginning() {
      var catalog = catalog();
      catalog.record(version(1));

      assertThatThrownBy(() -> catalog.retry(V1, 1, COMMITTED, "no"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("expected RECEIVED or READY");
    }

    @Test
    void leavesAStepOfTheOldAttemptBehind() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.retry(V1, 1, RECEIVED, "redriven");

      assertThat(catalog.move(V1, 1, Change.to(READY))).isEmpty();
    }
  }

  @Nested
  class Committing {

    @Test
    void remembersWhatTheTableHolds() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.committed(V1, "hash");
      catalog.record(version(2));

      assertThat(head(catalog))
          .isEqualTo(new Head(version(2).ref(), version(2).sequencer(), "v1", "hash"));
    }

    @Test
    void forgetsItWhenADeletionRemovedTheRows() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.committed(V1, "hash");
      catalog.record(version(2));
      catalog.removed(REPORT);
      catalog.removed(REPORT);

      assertThat(head(catalog).committed()).isNull();
      assertThat(head(catalog).committedHash()).isNull();
    }

    @Test
    void ignoresALateRepetitionOfAnOlderCommit() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.record(version(2));
      catalog.committed(version(2).ref(), "new");
      catalog.committed(V1, "old");

      assertThat(head(catalog).committedHash()).isEqualTo("new");
    }

    @Test
    void ignoresALateRepetitionOfACommitThatWasRemovedSince() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.committed(V1, "hash");
      catalog.record(version(2));
      catalog.removed(REPORT);
      catalog.committed(V1, "hash");

      assertThat(head(catalog).committed()).isNull();
    }

    @Test
    void commitsAgainAfterARemoval() {
      var catalog = catalog();
      catalog.record(version(1));
      catalog.removed(REPORT);
      catalog.record(version(2));
      catalog.committed(version(2).ref(), "hash");

      assertThat(head(catalog).committed()).isEqualTo("v2");
    }

    @Test
    void refusesWhatWasNeverRecorded() {
      assertThatThrownBy(() -> catalog().committed(V1, "hash"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(V1.toString());
    }

    @Test
    void forgetsNothingOfAnUnknownObject() {
      var catalog = catalog();
      catalog.removed(REPORT);

      assertThat(catalog.heads(List.of(REPORT))).isEmpty();
    }

    private Head head(ObjectCatalog catalog) {
      return catalog.heads(List.of(REPORT)).get(REPORT);
    }
  }

  @Nested
  class Listing {

    @Test
    void listsWhatIsReadyOldestFirst() {
      var catalog = catalog();
      for (int n = 5; n > 0; n--) {
        catalog.record(version(n));
        catalog.move(version(n).ref(), 1, Change.to(READY));
      }
      catalog.claim(version(1).ref(), "load", "b");

      assertThat(catalog.ready(TABLE, 3))
          .extracting(Delivery::ref)
          .containsExactly(version(2).ref(), version(3).ref(), version(4).ref());
      assertThat(catalog.loading(TABLE)).extracting(Delivery::ref).containsExactly(V1);
      assertThat(catalog.ready("other.table", 3)).isEmpty();
    }

    @Test
    void listsByStateLongestUnchangedFirst() {
      var catalog = catalog();
      IntStream.of(3, 1, 2).forEach(n -> catalog.record(version(n)));
      catalog.move(version(3).ref(), 1, Change.to(FAILED, "no"));

      assertThat(catalog.inState(RECEIVED, LATER, 10)).containsExactly(version(1), version(2));
      assertThat(catalog.inState(RECEIVED, LATER, 1)).containsExactly(version(1));
      assertThat(catalog.inState(RECEIVED, version(2).updatedAt(), 10)).containsExactly(version(1));
      assertThat(catalog.inState(FAILED, LATER, 10)).isEmpty();
      assertThat(catalog.inState(FAILED, LATER.plusMillis(1), 10)).hasSize(1);
    }

    @Test
    void refusesToListWhatNoIndexHolds() {
      assertThatThrownBy(() -> catalog().inState(COMMITTED, LATER, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("COMMITTED");
    }

    @Test
    void listsRecentDeliveriesOverDaysNewestFirst() {
      var catalog = catalog();
      var deliveries =
          IntStream.range(0, 12)
              .mapToObj(
                  n ->
                      Landed.at(
                          new ObjectId("b", "k" + n), n + 1, NOON.minus(Duration.ofHours(9L * n))))
              .toList();
      deliveries.forEach(catalog::record);

      assertThat(catalog.recent(DATASET, Instant.EPOCH, 100)).containsExactlyElementsOf(deliveries);
      assertThat(catalog.recent(DATASET, Instant.EPOCH, 5))
          .containsExactlyElementsOf(deliveries.subList(0, 5));
      assertThat(catalog.recent(DATASET, deliveries.get(7).receivedAt(), 100))
          .containsExactlyElementsOf(deliveries.subList(0, 8));
      assertThat(catalog.recent("other-dataset", Instant.EPOCH, 100)).isEmpty();
    }

    @Test
    void listsDeliveriesOfNoDataset() {
      var catalog = catalog();
      var lost = catalog.record(Landed.unresolved(new ObjectId("nobodys", "file.csv")));

      assertThat(catalog.recent(ObjectCatalog.UNRESOLVED, NOON, 10)).containsExactly(lost);
    }
  }
}

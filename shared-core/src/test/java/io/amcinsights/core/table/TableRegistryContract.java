package io.amcinsights.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.error.InvalidInputException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link TableRegistry} does; each implementation extends this and adds nothing. */
public abstract class TableRegistryContract {

  private static final String NAME = Landed.TABLE;
  private static final TableSource SOURCE = new TableSource("acme", "wf", "adhoc", null);
  private static final DeliveryRef DELIVERY = Landed.version(1).ref();
  private static final long FIRST = TableRegistry.FIRST_GENERATION;

  /** An empty registry for one test. */
  protected abstract TableRegistry registry();

  private TableRegistry registered() {
    TableRegistry registry = registry();
    registry.register(NAME, Landed.DATASET, SOURCE);
    return registry;
  }

  private static Intent intent(String commitId) {
    return new Intent(
        commitId, "s3://stage/manifest", 7L, 2, Instant.parse("2024-03-01T12:00:00Z"));
  }

  @Nested
  class Maintenance {

    private static boolean wanted(TableRegistry registry) {
      return registry.find(NAME).orElseThrow().maintenanceWanted();
    }

    @Test
    void isWantedUntilItIsPlanned() {
      TableRegistry registry = registered();
      assertThat(wanted(registry)).isFalse();

      registry.wantMaintenance(NAME);
      registry.wantMaintenance(NAME);
      assertThat(wanted(registry)).isTrue();

      registry.maintenancePlanned(NAME);
      registry.maintenancePlanned(NAME);
      assertThat(wanted(registry)).isFalse();
    }

    @Test
    void isNoRing() {
      TableRegistry registry = registered();
      TableRecord before = registry.ring(NAME, DELIVERY);

      registry.wantMaintenance(NAME);

      TableRecord after = registry.find(NAME).orElseThrow();
      assertThat(after.doorbell()).isEqualTo(before.doorbell());
      assertThat(after.lastRung()).isEqualTo(before.lastRung());
      assertThat(registry.ring(NAME, DELIVERY).doorbell()).isEqualTo(2);
      assertThat(wanted(registry)).isTrue();
    }

    @Test
    void ofATableThatIsNotRegisteredIsRefused() {
      assertThatThrownBy(() -> registry().wantMaintenance("db.none"))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Nested
  class Governing {

    private final Governed shared =
        new Governed("shared", List.of(new Governed.Grant("arn:aws:iam::1:role/A", "acme")));

    @Test
    void isRememberedUntilItChanges() {
      TableRegistry registry = registered();
      assertThat(registry.registered(NAME).governed()).isNull();

      registry.governed(NAME, new Governed("acme", List.of()));
      registry.governed(NAME, shared);

      assertThat(registry.registered(NAME).governed()).isEqualTo(shared);
    }

    @Test
    void changesNothingElseAndIsChangedByNothingElse() {
      TableRegistry registry = registered();
      TableRecord before = registry.ring(NAME, DELIVERY);

      registry.governed(NAME, shared);
      TableRecord after = registry.registered(NAME);
      assertThat(after.doorbell()).isEqualTo(before.doorbell());
      assertThat(after.lastRung()).isEqualTo(before.lastRung());

      registry.ring(NAME, DELIVERY);
      registry.wantMaintenance(NAME);
      registry.raise(NAME, FIRST);
      assertThat(registry.registered(NAME).governed()).isEqualTo(shared);
    }

    @Test
    void ofATableThatIsNotRegisteredIsRefused() {
      assertThatThrownBy(() -> registry().governed("db.none", shared))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> registry().registered("db.none"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("Table db.none is not registered; deliver a file of it again");
    }
  }

  @Nested
  class Registering {

    @Test
    void startsWithNothingRungAndNothingOpen() {
      var fresh = new TableRecord(NAME, Landed.DATASET, SOURCE, FIRST, 0, null, null, false, null);
      TableRegistry registry = registry();

      assertThat(registry.find(NAME)).isEmpty();
      assertThat(registry.register(NAME, Landed.DATASET, SOURCE)).isEqualTo(fresh);
      assertThat(registry.find(NAME)).contains(fresh);
    }

    @Test
    void keepsTheSourceOfTheFirstCaller() {
      TableRegistry registry = registered();
      var other = new TableSource("acme", "wf", "adhoc", "2");

      assertThat(registry.register(NAME, Landed.DATASET, other).source()).isEqualTo(SOURCE);
    }

    @Test
    void changesNothingWhenRepeated() {
      TableRegistry registry = registered();
      var rung = registry.ring(NAME, DELIVERY);

      assertThat(registry.register(NAME, Landed.DATASET, SOURCE)).isEqualTo(rung);
    }

    @Test
    void listsAllTablesByName() {
      TableRegistry registry = registry();
      List<String> names = IntStream.range(0, 120).mapToObj("db.t%03d"::formatted).toList();
      names.forEach(name -> registry.register(name, Landed.DATASET, SOURCE));

      assertThat(registry.all()).extracting(TableRecord::name).containsExactlyElementsOf(names);
    }
  }

  @Nested
  class Ringing {

    @Test
    void countsAndRemembersTheLastRing() {
      TableRegistry registry = registered();
      registry.ring(NAME, DELIVERY);
      var rung = registry.ring(NAME, Landed.version(2).ref());

      assertThat(rung.doorbell()).isEqualTo(2);
      assertThat(rung.lastRung()).isEqualTo(Landed.version(2).ref());
      assertThat(rung.generation()).isEqualTo(FIRST);
      assertThat(registry.find(NAME)).contains(rung);
    }

    @Test
    void losesNoRingAmongMany() throws Exception {
      TableRegistry registry = registered();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<TableRecord> ring = () -> registry.ring(NAME, DELIVERY);
        for (Future<TableRecord> rung : threads.invokeAll(Collections.nCopies(40, ring))) {
          rung.get();
        }
      } finally {
        threads.shutdown();
      }

      assertThat(registry.find(NAME)).get().extracting(TableRecord::doorbell).isEqualTo(40L);
    }

    @Test
    void refusesATableThatIsNotRegistered() {
      assertThatThrownBy(() -> registry().ring(NAME, DELIVERY))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'" + NAME + "' is not registered");
    }
  }

  @Nested
  class Opening {

    @Test
    void opensOneIntentAtATime() {
      TableRegistry registry = registered();

      assertThat(registry.open(NAME, FIRST, intent("c1"))).contains(intent("c1"));
      assertThat(registry.open(NAME, FIRST, intent("c2"))).isEmpty();
      assertThat(registry.find(NAME)).get().extracting(TableRecord::intent).isEqualTo(intent("c1"));
    }

    @Test
    void answersARepeatedOpeningWithWhatWasOpened() {
      TableRegistry registry = registered();
      registry.open(NAME, FIRST, intent("c1"));
      var again = new Intent("c1", "s3://stage/other", null, null, Instant.EPOCH);

      assertThat(registry.open(NAME, FIRST, again)).contains(intent("c1"));
    }

    @Test
    void opensForANewTable() {
      TableRegistry registry = registered();
      var first = new Intent("c1", "s3://stage/manifest", null, null, Instant.EPOCH);

      assertThat(registry.open(NAME, FIRST, first)).contains(first);
      assertThat(registry.find(NAME)).get().extracting(TableRecord::intent).isEqualTo(first);
    }

    @Test
    void opensNothingForAnotherGeneration() {
      TableRegistry registry = registered();
      registry.raise(NAME, FIRST);

      assertThat(registry.open(NAME, FIRST, intent("c1"))).isEmpty();
      assertThat(registry.open(NAME, FIRST + 2, intent("c1"))).isEmpty();
      assertThat(registry.find(NAME)).get().extracting(TableRecord::intent).isNull();
    }

    @Test
    void answersAPastGenerationWithNothingEvenIfItsIntentIsOpen() {
      TableRegistry registry = registered();
      registry.open(NAME, FIRST, intent("c1"));
      registry.raise(NAME, FIRST);

      assertThat(registry.open(NAME, FIRST, intent("c1"))).isEmpty();
      assertThat(registry.open(NAME, FIRST + 1, intent("c2"))).isEmpty();
    }

    @Test
    void clearsOnlyThatIntent() {
      TableRegistry registry = registered();
      registry.clear(NAME, "c1");
      registry.open(NAME, FIRST, intent("c1"));
      registry.clear(NAME, "c2");
      assertThat(registry.open(NAME, FIRST, intent("c2"))).isEmpty();

      registry.clear(NAME, "c1");
      registry.clear(NAME, "c1");

      assertThat(registry.open(NAME, FIRST, intent("c2"))).contains(intent("c2"));
    }
  }

  @Nested
  class Closing {

    @Test
    void endsTheGenerationWhenNobodyRang() {
      TableRegistry registry = registered();
      registry.ring(NAME, DELIVERY);

      assertThat(registry.close(NAME, FIRST, 1)).isTrue();
      assertThat(registry.ring(NAME, DELIVERY).generation()).isEqualTo(FIRST + 1);
    }

    @Test
    void staysOpenWhenSomebodyRang() {
      TableRegistry registry = registered();
      registry.ring(NAME, DELIVERY);
      registry.ring(NAME, DELIVERY);

      assertThat(registry.close(NAME, FIRST, 1)).isFalse();
      assertThat(registry.find(NAME)).get().extracting(TableRecord::generation).isEqualTo(FIRST);
    }

    @Test
    void answersARepeatedClosingTheSameWay() {
      TableRegistry registry = registered();
      registry.close(NAME, FIRST, 0);
      registry.ring(NAME, DELIVERY);

      assertThat(registry.close(NAME, FIRST, 0)).isTrue();
      assertThat(registry.find(NAME))
          .get()
          .extracting(TableRecord::generation)
          .isEqualTo(FIRST + 1);
    }

    @Test
    void raisesOnceWhateverTheDoorbellSays() {
      TableRegistry registry = registered();
      registry.ring(NAME, DELIVERY);
      registry.raise(NAME, FIRST);
      registry.raise(NAME, FIRST);

      assertThat(registry.find(NAME))
          .get()
          .extracting(TableRecord::generation)
          .isEqualTo(FIRST + 1);
    }
  }
}

package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.engine.Faults.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens, every row is in the table once in the end, and nothing else is. */
abstract class ExactlyOnceContract {

  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String TUESDAY = "2024-07-02-reach.csv";
  private static final String WEDNESDAY = "2024-07-03-reach.csv";

  @TempDir Path folder;
  final Faults faults = new Faults();
  Lake lake;

  /** Of a catalog without tables. */
  abstract Map<String, String> catalog(Faults faults);

  @BeforeEach
  void open() {
    lake = new Lake(folder, catalog(faults));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Nested
  class Replays {

    @Test
    void theSameLoadAgainIsTheEarlierOne() {
      LoadManifest manifest = lake.manifest("c1", lake.staged(MONDAY, "n\n1\n2\n"));
      LoadResult first = lake.load(lake.engine, manifest);

      assertThat(lake.load(lake.another(), manifest)).isEqualTo(first);

      assertThat(lake.values("n")).containsExactly("1", "2");
      assertThat(lake.table().snapshots()).hasSize(1);
    }

    @Test
    void theSameDeliveryInAnotherLoadTakesItsOwnPlace() {
      LoadManifest.Entry monday = lake.staged(MONDAY, "n\n1\n2\n");
      lake.load("c1", monday, lake.staged(TUESDAY, "n\n3\n"));

      lake.load("c2", monday);

      assertThat(lake.values("n")).containsExactly("1", "2", "3");
    }

    @Test
    void theSameContentDeliveredAgainTakesThePlaceOfTheFormer() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n2\n"), lake.staged(TUESDAY, "n\n3\n"));

      lake.load("c2", lake.staged(MONDAY, "n\n1\n2\n"));

      assertThat(lake.values("n")).containsExactly("1", "2", "3");
      assertThat(lake.values("source_version")).containsExactly("v3", "v3", "v2");
    }

    @Test
    void newContentReplacesTheRowsOfItsObjectInOneSnapshot() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n2\n"), lake.staged(TUESDAY, "n\n3\n"));

      lake.load("c2", lake.staged(MONDAY, "n\n7\n"));

      assertThat(lake.values("n")).containsExactly("7", "3");
      assertThat(lake.table().snapshots()).hasSize(2);
    }

    @Test
    void theLaterOfTwoDeliveriesOfAnObjectInOneLoadCounts() {
      LoadResult result =
          lake.load("c1", lake.staged(MONDAY, "n\n1\n"), lake.staged(MONDAY, "n\n2\n"));

      assertThat(result.outcomes())
          .extracting(o -> o.state())
          .containsExactly(DeliveryState.SKIPPED, DeliveryState.COMMITTED);
      assertThat(lake.values("n")).containsExactly("2");
    }

    @Test
    void whatIsDeletedIsGoneAndComesBackWhenItIsDeliveredAgain() {
      LoadManifest.Entry monday = lake.staged(MONDAY, "n\n1\n");
      lake.load("c1", monday, lake.staged(TUESDAY, "n\n3\n"));

      lake.load("c2", lake.deleted(MONDAY));
      assertThat(lake.values("n")).containsExactly("3");
      lake.load("c3", lake.deleted(MONDAY));
      lake.load("c4", lake.like(monday, MONDAY));

      assertThat(lake.values("n")).containsExactly("1", "3");
    }

    @Test
    void inATableOfAThousandObjectsAReplacementTouchesTwoFilesAtMostAlsoWhenTheyAreCompacted() {
      LoadManifest.Entry first = lake.staged("2024-06-01-0000.csv", "n\n1\n2\n");
      List<LoadManifest.Entry> entries =
          IntStream.range(0, 1000)
              .mapToObj(i -> i == 0 ? first : lake.like(first, file(i)))
              .toList();
      lake.load("c1", entries.toArray(LoadManifest.Entry[]::new));
      lake.compact(IntStream.range(0, 10).mapToObj(i -> slice(entries, i)).toList());
      assertThat(lake.table().currentSnapshot().summary()).containsEntry("total-data-files", "10");

      lake.load("c2", lake.staged(file(499), "n\n7\n"));
      lake.load(lake.another(), lake.manifest("c3", lake.deleted(file(0))));

      for (Snapshot snapshot : List.of(lastBut(1), lastBut(0))) {
        assertThat(Integer.parseInt(snapshot.summary().get("deleted-data-files"))).isEqualTo(1);
        assertThat(Integer.parseInt(snapshot.summary().get("added-data-files")))
            .isLessThanOrEqualTo(2);
      }
      assertThat(lake.values("n")).hasSize(2 * 999 - 1).contains("7");
      assertThat(lake.values("source_object")).noneMatch(it -> it.endsWith(file(0)));
    }

    private List<LoadManifest.Entry> slice(List<LoadManifest.Entry> all, int tenth) {
      return all.subList(tenth * 100, tenth * 100 + 100);
    }

    private String file(int i) {
      return "2024-06-01-%04d.csv".formatted(i);
    }
  }

  private Snapshot lastBut(int n) {
    List<Snapshot> snapshots = new ArrayList<>();
    lake.table().snapshots().forEach(snapshots::add);
    return snapshots.get(snapshots.size() - 1 - n);
  }

  @Nested
  class Interleavings {

    @Test
    void anAppendPreparedBeforeAWideningAndCommittedAfterItIsWrittenAgain() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest append = lake.manifest("append", lake.staged(TUESDAY, "n\n2\n"));
      LoadManifest widening = lake.manifest("widening", lake.staged(WEDNESDAY, "n\nx\n"));
      faults.beforeNextCommit(() -> lake.load(lake.another(), widening));

      lake.load(lake.engine, append);

      assertThat(lake.values("n")).containsExactly("1", "2", "x");
      assertThat(lake.table().schema().findType("n")).hasToString("string");
      assertThat(commits()).containsExactly("c1", "widening", "append");
    }

    @Test
    void aWideningPreparedBeforeAnAppendAndCommittedAfterItIsDoneAgain() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest append = lake.manifest("append", lake.staged(TUESDAY, "n\n2\n"));
      LoadManifest widening = lake.manifest("widening", lake.staged(WEDNESDAY, "n\nx\n"));
      faults.beforeNextCommit(() -> lake.load(lake.another(), append));

      lake.load(lake.engine, widening);

      assertThat(lake.values("n")).containsExactly("1", "2", "x");
      assertThat(commits()).containsExactly("c1", "append", "widening");
    }

    @Test
    void twoWideningsAtOnceGiveWhatBothNeed() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest decimals = lake.manifest("decimals", lake.staged(TUESDAY, "n\n1.50\n"));
      LoadManifest days = lake.manifest("days", lake.staged(WEDNESDAY, "n\n2024-07-01\n"));
      faults.beforeNextCommit(() -> lake.load(lake.another(), days));

      lake.load(lake.engine, decimals);

      assertThat(lake.values("n")).containsExactly("1", "1.50", "2024-07-01");
    }

    @Test
    void twoReplacementsInOneFileBothHold() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"), lake.staged(TUESDAY, "n\n2\n"));
      LoadManifest monday = lake.manifest("monday", lake.staged(MONDAY, "n\n10\n"));
      LoadManifest tuesday = lake.manifest("tuesday", lake.staged(TUESDAY, "n\n20\n"));
      faults.beforeNextCommit(() -> lake.load(lake.another(), tuesday));

      lake.load(lake.engine, monday);

      assertThat(lake.values("n")).containsExactly("10", "20");
    }

    @Test
    void twoFirstLoadsMakeOneTable() {
      LoadManifest monday = lake.manifest("monday", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest tuesday = lake.manifest("tuesday", lake.staged(TUESDAY, "n\nx\n"));
      faults.beforeNextCommit(() -> lake.load(lake.another(), tuesday));

      lake.load(lake.engine, monday);

      assertThat(lake.values("n")).containsExactly("1", "x");
      assertThat(commits()).containsExactly("tuesday", "monday");
    }

    @Test
    void theSameLoadTwiceAtOnceIsCommittedOnce() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest manifest = lake.manifest("c2", lake.staged(TUESDAY, "n\n2\n"));
      List<LoadResult> other = new ArrayList<>();
      faults.beforeNextCommit(() -> other.add(lake.load(lake.another(), manifest)));

      assertThat(lake.load(lake.engine, manifest)).isEqualTo(other.get(0));

      assertThat(lake.values("n")).containsExactly("1", "2");
    }

    @Test
    void filesCompactedMeanwhileAreReplacedAsTheyAreThen() {
      LoadManifest.Entry monday = lake.staged(MONDAY, "n\n1\n");
      LoadManifest.Entry tuesday = lake.staged(TUESDAY, "n\n2\n");
      lake.load("c1", monday);
      lake.load("c2", tuesday);
      LoadManifest again = lake.manifest("c3", lake.staged(MONDAY, "n\n10\n"));
      faults.beforeNextCommit(() -> lake.compact(List.of(List.of(monday, tuesday))));

      lake.load(lake.engine, again);

      assertThat(lake.values("n")).containsExactly("10", "2");
    }

    @Test
    void manyWritersAtOnceLoseAndRepeatNothing() throws Exception {
      lake.load("base", lake.staged(MONDAY, "n\n0\n"), lake.staged(TUESDAY, "n\n100\n"));
      List<LoadManifest> manifests = new ArrayList<>();
      String[] values = {"1", "1.5", "2024-07-01", "x"};
      for (int i = 0; i < values.length; i++) {
        LoadManifest manifest =
            lake.manifest(
                "c" + i,
                lake.staged("2024-08-0%d.csv".formatted(i), "n\n" + values[i] + "\n"),
                lake.staged(MONDAY, "n\n0\n"));
        manifests.add(manifest);
        manifests.add(manifest);
      }

      together(manifests);

      assertThat(lake.values("n"))
          .containsExactlyInAnyOrder("0", "100", "1", "1.5", "2024-07-01", "x");
      assertThat(commits()).containsExactlyInAnyOrder("base", "c0", "c1", "c2", "c3");
    }

    private void together(List<LoadManifest> manifests) throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(manifests.size());
      try {
        List<Callable<LoadResult>> loads = new ArrayList<>();
        manifests.forEach(manifest -> loads.add(() -> lake.load(lake.another(), manifest)));
        for (Future<LoadResult> future : threads.invokeAll(loads)) {
          assertThat(future.get().snapshot()).isNotNull();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  private List<String> commits() {
    List<String> ids = new ArrayList<>();
    lake.table().snapshots().forEach(it -> ids.add(it.summary().get("lake.commit-id")));
    return ids;
  }

  @Nested
  class GivenUp {

    @Test
    void aZombieIsRefusedByTheMarkOfItsAbort() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest.Entry tuesday = lake.staged(TUESDAY, "n\n2\n");
      LoadManifest zombie = lake.manifest("c2", tuesday);
      faults.beforeNextCommit(() -> lake.another().abort(Lake.TABLE, "c2"));

      assertThatThrownBy(() -> lake.load(lake.engine, zombie))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("c2");

      assertThat(lake.values("n")).containsExactly("1");
      lake.load("c3", tuesday);
      assertThat(lake.values("n")).containsExactly("1", "2");
    }

    @Test
    void aZombieThatWouldMakeTheTableIsRefusedToo() {
      LoadManifest.Entry monday = lake.staged(MONDAY, "n\n1\n");
      LoadManifest zombie = lake.manifest("c1", monday);
      faults.beforeNextCommit(() -> lake.another().abort(Lake.TABLE, "c1"));

      assertThatThrownBy(() -> lake.load(lake.engine, zombie))
          .isInstanceOf(InvalidInputException.class);

      assertThat(lake.rows()).isEmpty();
      lake.load("c2", monday);
      assertThat(lake.values("n")).containsExactly("1");
    }

    @Test
    void aZombieThatWouldWidenLeavesTheTypeAsItIs() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest zombie = lake.manifest("c2", lake.staged(TUESDAY, "n\nx\n"));
      faults.beforeNextCommit(() -> lake.another().abort(Lake.TABLE, "c2"));

      assertThatThrownBy(() -> lake.load(lake.engine, zombie))
          .isInstanceOf(InvalidInputException.class);

      assertThat(lake.table().schema().findType("n")).hasToString("long");
      assertThat(lake.values("n")).containsExactly("1");
    }

    @Test
    void anAbortThatIsOvertakenByItsLoadSaysSo() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest late = lake.manifest("c2", lake.staged(TUESDAY, "n\n2\n"));
      faults.beforeNextCommit(() -> lake.load(lake.another(), late));

      assertThat(lake.engine.abort(Lake.TABLE, "c2"))
          .isInstanceOf(TableEngine.Resolution.Committed.class);

      assertThat(lake.values("n")).containsExactly("1", "2");
    }
  }

  @Nested
  class Outcomes {

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"LOST", "DROPPED"})
    void aLoadOfUnknownOutcomeIsRepeatedSafely(Fault fault) {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest manifest = lake.manifest("c2", lake.staged(TUESDAY, "n\n2\n"));
      faults.next(fault);

      assertThatThrownBy(() -> lake.load(lake.engine, manifest))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("may or may not have taken effect");

      assertThat(lake.load(lake.another(), manifest).snapshot()).isNotNull();
      assertThat(lake.values("n")).containsExactly("1", "2");
      assertThat(commits()).containsExactly("c1", "c2");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"LOST", "DROPPED"})
    void soIsTheFirstLoadOfATable(Fault fault) {
      LoadManifest manifest = lake.manifest("c1", lake.staged(MONDAY, "n\n1\n"));
      faults.next(fault);

      assertThatThrownBy(() -> lake.load(lake.engine, manifest))
          .isInstanceOf(UnavailableException.class);

      lake.load(lake.another(), manifest);
      assertThat(lake.values("n")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"LOST", "DROPPED"})
    void soIsAWidening(Fault fault) {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest manifest = lake.manifest("c2", lake.staged(TUESDAY, "n\nx\n"));
      faults.next(fault);

      assertThatThrownBy(() -> lake.load(lake.engine, manifest))
          .isInstanceOf(UnavailableException.class);

      lake.load(lake.another(), manifest);
      assertThat(lake.values("n")).containsExactly("1", "x");
      assertThat(commits()).containsExactly("c1", "c2");
    }

    @Test
    void givingUpAfterwardsTellsWhichOfTheTwoItWas() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest lost = lake.manifest("lost", lake.staged(TUESDAY, "n\n2\n"));
      LoadManifest dropped = lake.manifest("dropped", lake.staged(WEDNESDAY, "n\n3\n"));
      faults.next(Fault.LOST, Fault.DROPPED);
      assertThatThrownBy(() -> lake.load(lake.engine, lost))
          .isInstanceOf(UnavailableException.class);
      assertThatThrownBy(() -> lake.load(lake.engine, dropped))
          .isInstanceOf(UnavailableException.class);

      assertThat(lake.engine.abort(Lake.TABLE, "lost"))
          .isInstanceOf(TableEngine.Resolution.Committed.class);
      assertThat(lake.engine.abort(Lake.TABLE, "dropped"))
          .isEqualTo(new TableEngine.Resolution.Aborted());

      assertThatThrownBy(() -> lake.load(lake.another(), dropped))
          .isInstanceOf(InvalidInputException.class);
      assertThat(lake.values("n")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"LOST", "DROPPED"})
    void anAbortOfUnknownOutcomeIsRepeatedSafely(Fault fault) {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      faults.next(fault);

      assertThatThrownBy(() -> lake.engine.abort(Lake.TABLE, "c2"))
          .isInstanceOf(UnavailableException.class);

      assertThat(lake.engine.abort(Lake.TABLE, "c2"))
          .isEqualTo(new TableEngine.Resolution.Aborted());
      assertThat(lake.values("n")).containsExactly("1");
      assertThat(lake.table().snapshots()).hasSize(2);
    }

    @Test
    void conflictsAreOvercome() {
      faults.next(Fault.CONFLICT, Fault.CONFLICT);
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      faults.next(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
      lake.load("c2", lake.staged(TUESDAY, "n\nx\n"));

      assertThat(lake.values("n")).containsExactly("1", "x");
    }

    @Test
    void afterTwentyAttemptsALoadAsksToBeRepeated() {
      lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
      LoadManifest manifest = lake.manifest("c2", lake.staged(TUESDAY, "n\n2\n"));
      faults.always(Fault.CONFLICT);

      assertThatThrownBy(() -> lake.load(lake.engine, manifest))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("c2")
          .hasMessageContaining("20 times");
      assertThatThrownBy(() -> lake.engine.abort(Lake.TABLE, "c3"))
          .isInstanceOf(UnavailableException.class);

      faults.always(Fault.NONE);
      lake.load(lake.engine, manifest);
      assertThat(lake.values("n")).containsExactly("1", "2");
    }
  }
}

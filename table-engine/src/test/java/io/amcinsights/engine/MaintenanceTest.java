package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.engine.Faults.Fault;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.maintain.MaintenanceReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maintenance changes no row, whatever happens beside it or to it. */
class MaintenanceTest {

  private static final Duration SOON = Duration.ZERO;
  private static final Duration ALMOST_TWO_DAYS = Duration.ofHours(47);
  private static final Duration LATER = Duration.ofHours(49);

  @TempDir Path folder;
  private final Faults faults = new Faults();
  private Lake lake;

  @BeforeEach
  void open() {
    Map<String, String> catalog = new HashMap<>(TestCatalogs.faultyJdbc(faults));
    catalog.put("io-impl", ListingFileIO.class.getName());
    lake = new Lake(folder, catalog);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Nested
  class Compacting {

    @Test
    void smallFilesOfAPartitionBecomeOneWithTheSameRows() {
      loadDays(6);
      lake.load("other", lake.staged("2024-08-01-reach.csv", "n\n80\n", "08"));
      List<Map<String, String>> before = lake.rows();

      MaintenanceReport report = maintain("m1", SOON);

      assertThat(report.compacted().before()).isEqualTo(6);
      assertThat(report.compacted().after()).isEqualTo(1);
      assertThat(lake.rows()).isEqualTo(before);
      assertThat(files()).hasSize(2);
      assertThat(files())
          .allSatisfy(
              file -> assertThat(file.sortOrderId()).isEqualTo(lake.table().sortOrder().orderId()));
    }

    @Test
    void rowsLieInTheOrderOfTheirObjectsAndKeepTheirOwn() {
      for (int day = 6; day >= 1; day--) {
        lake.load("c" + day, lake.staged(day(day), "n\n9\n%d\n0\n".formatted(day)));
      }

      maintain("m1", SOON);

      assertThat(lake.values("n"))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 6)
                  .boxed()
                  .flatMap(day -> List.of("9", "" + day, "0").stream())
                  .toList());
      assertThat(bounds("source_object")).containsExactly(uri(day(1)) + " " + uri(day(6)));
    }

    @Test
    void fewSmallFilesAreLeftAlone() {
      loadDays(4);
      long snapshot = snapshot();

      assertThat(maintain("m1", SOON)).isEqualTo(MaintenanceReport.NOTHING);

      assertThat(snapshot()).isEqualTo(snapshot);
    }

    @Test
    void whatIsDoneIsNotDoneAgain() {
      loadDays(6);
      maintain("m1", SOON);
      long snapshot = snapshot();

      assertThat(maintain("m2", SOON)).isEqualTo(MaintenanceReport.NOTHING);

      assertThat(snapshot()).isEqualTo(snapshot);
    }

    @Test
    void filesAreCutWhereTheyAreLargeEnough() {
      loadDays(12);
      long size = files().get(0).fileSizeInBytes();
      set("write.target-file-size-bytes", size * 4 + size / 2);

      MaintenanceReport report = maintain("m1", SOON);

      assertThat(report.compacted().before()).isEqualTo(12);
      assertThat(report.compacted().after()).isEqualTo(3);
      assertThat(bounds("source_object"))
          .containsExactlyInAnyOrder(
              uri(day(1)) + " " + uri(day(4)),
              uri(day(5)) + " " + uri(day(8)),
              uri(day(9)) + " " + uri(day(12)));
      assertThat(lake.values("n")).hasSize(12);
    }

    @Test
    void whatIsTooMuchForThisProcessIsLeftToOthers() {
      loadDays(6);
      long snapshot = snapshot();
      LoadManifest manifest = lake.manifest("m1");

      assertThatThrownBy(() -> maintenance(SOON, new SmallWorkers(1_000)).run(manifest, lake.run()))
          .isInstanceOf(TooLargeHereException.class)
          .hasMessage("6 small data files of 0 MB have to be brought together");
      assertThat(snapshot()).isEqualTo(snapshot);

      assertThat(maintain(manifest, SOON).compacted().before()).isEqualTo(6);
      assertThat(lake.values("n")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void whatIsTooMuchForEveryoneIsTheNextRuns() {
      loadDays(12);
      long size = files().get(0).fileSizeInBytes();
      set("write.target-file-size-bytes", size * 4 + size / 2);
      Workers workers = new SerialWorkers(1, size * 10);

      assertThat(maintenance(SOON, workers).run(lake.manifest("m1"), lake.run()).compacted())
          .satisfies(it -> assertThat(it.before()).isEqualTo(8))
          .satisfies(it -> assertThat(it.after()).isEqualTo(2));

      assertThat(files()).hasSize(6);
      assertThat(lake.values("n")).hasSize(12);
    }

    @Test
    void columnsThatCameLaterAreNullInOlderRows() {
      loadDays(5);
      lake.load("late", lake.staged("2024-07-20-reach.csv", "n,late\n20,x\n"));

      maintain("m1", SOON);

      assertThat(files()).hasSize(1);
      assertThat(lake.values("late")).containsExactly(null, null, null, null, null, "x");
    }

    @Test
    void aReplacementAfterwardsTouchesOnlyItsFile() {
      loadDays(12);
      set("write.target-file-size-bytes", files().get(0).fileSizeInBytes() * 9 / 2);
      maintain("m1", SOON);

      lake.load("again", lake.staged(day(6), "n\n66\n"));

      assertThat(lake.table().currentSnapshot().summary()).containsEntry("deleted-data-files", "1");
      assertThat(lake.values("n")).contains("66").doesNotContain("6").hasSize(12);
    }

    @Test
    void aTableOfNoSnapshotNeedsNothing() {
      assertThat(maintain("m1", LATER)).isEqualTo(MaintenanceReport.NOTHING);
    }
  }

  @Nested
  class BesideOthers {

    @Test
    void whatIsLoadedMeanwhileStays() {
      loadDays(6);
      LoadManifest.Entry late = lake.staged(day(7), "n\n7\n");
      faults.beforeNextCommit(() -> lake.load("c7", late));

      maintain("m1", SOON);

      assertThat(lake.values("n")).containsExactly("1", "2", "3", "4", "5", "6", "7");
      assertThat(files()).hasSize(2);
    }

    @Test
    void whatIsReplacedMeanwhileIsReplaced() {
      loadDays(6);
      LoadManifest.Entry again = lake.staged(day(3), "n\n33\n");
      faults.beforeNextCommit(() -> lake.load("c7", again));

      maintain("m1", SOON);

      assertThat(lake.values("n")).containsExactly("1", "2", "33", "4", "5", "6");
      assertThat(files()).hasSize(1);
    }

    @Test
    void whatWidensMeanwhileIsWide() {
      loadDays(6);
      LoadManifest.Entry text = lake.staged(day(7), "n\nseven\n");
      faults.beforeNextCommit(() -> lake.load("c7", text));

      maintain("m1", SOON);

      assertThat(lake.values("n")).containsExactly("1", "2", "3", "4", "5", "6", "seven");
      assertThat(lake.table().schema().findType("n")).isEqualTo(Types.StringType.get());
    }

    @Test
    void aReplacementUnderWayFindsItsRowsInTheNewFile() {
      loadDays(6);
      LoadManifest again = lake.manifest("c7", lake.staged(day(3), "n\n33\n"));
      faults.beforeNextCommit(() -> maintain("m1", SOON));

      lake.load(lake.another(), again);

      assertThat(lake.values("n")).containsExactly("1", "2", "33", "4", "5", "6");
    }

    @Test
    void anotherProgramsCompactionBetweenPlanAndCommitIsGoneOnFrom() {
      List<LoadManifest.Entry> days = loadDays(6);
      LoadManifest again = lake.manifest("c7", lake.staged(day(3), "n\n33\n"));
      faults.beforeNextCommit(() -> lake.compact(List.of(days)));

      lake.load(lake.another(), again);

      assertThat(lake.values("n")).containsExactly("1", "2", "33", "4", "5", "6");
      assertThat(files()).hasSize(2);
    }

    @Test
    void ourCompactionIsBegunAgainAfterAnothers() {
      List<LoadManifest.Entry> days = loadDays(6);
      faults.beforeNextCommit(() -> lake.compact(List.of(days)));

      assertThat(maintain("m1", SOON)).isEqualTo(MaintenanceReport.NOTHING);

      assertThat(lake.values("n")).containsExactly("1", "2", "3", "4", "5", "6");
      assertThat(files()).hasSize(1);
    }

    /** As Glue does: what is old, but the last twenty, whatever anybody plans on. */
    @Test
    void aRetentionThatForgetsWhatALoadWasPlannedOnIsSurvived() {
      loadDays(6);
      LoadManifest again = lake.manifest("c7", lake.staged(day(3), "n\n33\n"));
      faults.beforeNextCommit(
          () -> {
            for (int n = 0; n < 20; n++) {
              lake.table().newFastAppend().commit();
            }
            retain(20);
          });

      LoadResult result = lake.load(lake.another(), again);

      assertThat(lake.table().snapshot(again.baseSnapshot())).isNull();
      assertThat(lake.values("n")).containsExactly("1", "2", "33", "4", "5", "6");
      assertThat(commits("c7")).isEqualTo(1);
      assertThat(lake.load(lake.another(), again)).isEqualTo(result);
      assertThat(commits("c7")).isEqualTo(1);
    }

    @Test
    void aLoadThatWasGivenUpStaysSoAfterARetention() {
      loadDays(25);
      LoadManifest late = lake.manifest("c26", lake.staged(day(3), "n\n33\n"));
      lake.engine.abort(Lake.TABLE, "c26");
      retain(20);

      assertThatThrownBy(() -> lake.load(lake.another(), late))
          .isInstanceOf(InvalidInputException.class);

      assertThat(lake.values("n")).hasSize(25).doesNotContain("33");
    }

    private void retain(int snapshots) {
      lake.table()
          .expireSnapshots()
          .expireOlderThan(System.currentTimeMillis() + 1)
          .retainLast(snapshots)
          .commit();
    }

    @Test
    void loadsAndMaintenanceAllAtOnceLoseAndDuplicateNothing() throws Exception {
      loadDays(5);
      List<LoadManifest> loads =
          IntStream.rangeClosed(6, 17)
              .mapToObj(
                  n -> lake.manifest("c" + n, lake.staged(day(n % 9 + 1), "n\n%d\n".formatted(n))))
              .toList();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<?>> running = new ArrayList<>();
        running.add(
            threads.submit(
                () -> {
                  for (LoadManifest load : loads) {
                    lake.load(lake.engine, load);
                  }
                }));
        running.add(
            threads.submit(() -> IntStream.range(0, 6).forEach(n -> maintain("a" + n, SOON))));
        running.add(
            threads.submit(() -> IntStream.range(0, 6).forEach(n -> maintain("b" + n, SOON))));
        for (Future<?> one : running) {
          one.get();
        }
      } finally {
        threads.shutdownNow();
      }

      // Loads 6 to 14 brought days 7, 8, 9, 1 .. 6; loads 15 to 17 replaced days 7, 8, 9.
      assertThat(lake.values("n"))
          .containsExactly("9", "10", "11", "12", "13", "14", "15", "16", "17");
    }
  }

  @Nested
  class Interrupted {

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"LOST", "DROPPED"})
    void afterAnUnknownOutcomeTheSameRunGoesOnWhereItEnded(Fault fault) {
      loadDays(6);
      List<Map<String, String>> before = lake.rows();
      LoadManifest manifest = lake.manifest("m1");
      faults.next(fault);
      assertThatThrownBy(() -> maintain(manifest, SOON)).isInstanceOf(UnavailableException.class);
      assertThat(lake.rows()).isEqualTo(before);

      maintain(manifest, SOON);

      assertThat(lake.rows()).isEqualTo(before);
      assertThat(files()).hasSize(1);
      assertThat(commits("m1")).isEqualTo(1);
      assertThat(lake.engine.resolve(Lake.TABLE, "m1"))
          .isInstanceOfSatisfying(
              TableEngine.Resolution.Committed.class,
              found -> assertThat(lake.store.read(found.result())).isPresent());
    }

    @Test
    void aRunThatWasGivenUpIsRefused() {
      loadDays(6);
      LoadManifest manifest = lake.manifest("m1");
      faults.beforeNextCommit(() -> lake.another().abort(Lake.TABLE, "m1"));

      assertThatThrownBy(() -> maintain(manifest, SOON)).isInstanceOf(InvalidInputException.class);

      assertThat(files()).hasSize(6);
      assertThat(commits("m1")).isZero();
    }

    @Test
    void whenExpiryDoesNotComeThroughTheTableIsAsItWas() {
      loadDays(25);
      LoadManifest manifest = lake.manifest("m1");
      faults.next(Fault.NONE, Fault.DROPPED);
      assertThatThrownBy(() -> maintain(manifest, LATER)).isInstanceOf(UnavailableException.class);
      assertThat(lake.values("n")).hasSize(25);

      MaintenanceReport report = maintain(manifest, LATER);

      assertThat(report.snapshots()).isEqualTo(6);
      assertThat(lake.values("n")).hasSize(25);
    }

    @Test
    void whenNobodyLearnsOfAnExpiryItsFilesAreOrphansLater() {
      loadDays(25);
      LoadManifest manifest = lake.manifest("m1");
      faults.next(Fault.NONE, Fault.LOST);
      assertThatThrownBy(() -> maintain(manifest, LATER)).isInstanceOf(UnavailableException.class);

      MaintenanceReport report = maintain(manifest, LATER);

      assertThat(report.snapshots()).isZero();
      assertThat(report.orphans().files()).isPositive();
      assertThat(lake.values("n")).hasSize(25);
      everyKeptSnapshotReads();
    }
  }

  @Nested
  class Expiring {

    @Test
    void oldSnapshotsGoAndTwentyStay() {
      loadDays(24);
      long first = snapshots().get(0).snapshotId();

      MaintenanceReport report = maintain("m1", LATER);

      assertThat(report.snapshots()).isEqualTo(5);
      assertThat(snapshots()).hasSize(20);
      assertThat(lake.table().snapshot(first)).isNull();
      assertThat(lake.values("n")).hasSize(24);
      everyKeptSnapshotReads();
    }

    @Test
    void withinTwoDaysEverySnapshotStaysAndReads() {
      loadDays(24);
      long third = snapshots().get(2).snapshotId();

      assertThat(maintain("m1", ALMOST_TWO_DAYS).snapshots()).isZero();

      assertThat(snapshots()).hasSize(25);
      assertThat(rowsAt(third)).isEqualTo(3);
      everyKeptSnapshotReads();
    }

    @Test
    void everythingSinceTheBaseOfTheIntentStays() {
      loadDays(3);
      LoadManifest early = lake.manifest("m1");
      for (int day = 4; day <= 25; day++) {
        lake.load("c" + day, lake.staged(day(day), "n\n%d\n".formatted(day)));
      }

      MaintenanceReport report = maintain(early, LATER);

      assertThat(report.snapshots()).isEqualTo(2);
      assertThat(snapshots().get(0).snapshotId()).isEqualTo(early.baseSnapshot());
    }

    @Test
    void aTableMayAskForMore() {
      loadDays(24);
      set("history.expire.min-snapshots-to-keep", 23);

      assertThat(maintain("m1", LATER).snapshots()).isEqualTo(2);
    }

    @Test
    void whatItsOwnerDoesNotLetGoStays() {
      loadDays(24);
      set("gc.enabled", "false");
      stray("data/stray.parquet");

      MaintenanceReport report = maintain("m1", LATER);

      assertThat(report.snapshots()).isZero();
      assertThat(report.orphans()).isEqualTo(MaintenanceReport.Removed.NOTHING);
      assertThat(report.compacted().before()).isEqualTo(24);
    }
  }

  @Nested
  class RemovingOrphans {

    @Test
    void onlyTheOldWithoutAReferenceGo() {
      loadDays(3);
      String stray = stray("data/customer_hash=acme/stray.parquet");
      String manifest = stray("metadata/stray-m0.avro");
      String beside = stray("notes.txt");
      String neighbour = file(location().replaceFirst(".$", "") + "/data/stray.parquet");
      String longer = file(location() + "0/data/stray.parquet");

      assertThat(maintain("m1", ALMOST_TWO_DAYS).orphans().files()).isZero();
      assertThat(maintenance(LATER).preview(Lake.TABLE).orphans())
          .isEqualTo(new MaintenanceReport.Removed(2, 6));
      assertThat(present(stray, manifest)).hasSize(2);
      assertThat(maintain("m2", LATER).orphans()).isEqualTo(new MaintenanceReport.Removed(2, 6));

      assertThat(present(stray, manifest, beside, neighbour, longer))
          .containsExactlyInAnyOrder(beside, neighbour, longer);
      assertThat(lake.values("n")).containsExactly("1", "2", "3");
      everyKeptSnapshotReads();
    }

    /** The commit took effect and nobody was told, or it did not: the files stay two days. */
    @Test
    void filesOfAnUnknownOutcomeStayTwoDays() {
      loadDays(1);
      faults.next(Fault.DROPPED);
      LoadManifest manifest = lake.manifest("c2", lake.staged(day(2), "n\n2\n"));
      assertThatThrownBy(() -> lake.load(lake.engine, manifest))
          .isInstanceOf(UnavailableException.class);

      assertThat(maintain("m1", ALMOST_TWO_DAYS).orphans().files()).isZero();
      assertThat(maintenance(LATER).preview(Lake.TABLE).orphans().files()).isPositive();

      LoadResult result = lake.load(lake.another(), manifest);
      assertThat(result.snapshot()).isNotNull();
      assertThat(maintain("m2", LATER).orphans().files()).isPositive();
      assertThat(lake.values("n")).containsExactly("1", "2");
      everyKeptSnapshotReads();
    }

    @Test
    void filesThatOnlyAnOlderSnapshotHoldsStay() {
      loadDays(6);
      maintain("m1", SOON);

      assertThat(maintain("m2", LATER).orphans()).isEqualTo(MaintenanceReport.Removed.NOTHING);

      everyKeptSnapshotReads();
      assertThat(rowsAt(snapshots().get(3).snapshotId())).isEqualTo(4);
    }

    @Test
    void aTableWhoseMetadataLiesElsewhereIsRefused() {
      loadDays(1);
      set("write.metadata.path", "memory://elsewhere/" + folder.getFileName());
      lake.load("c2", lake.staged(day(2), "n\n2\n"));
      Table table = lake.table();
      table.io().deleteFile(stray("metadata/x"));
      // As if the table had been moved: nothing of its own is where it is looked for.
      table.updateLocation().setLocation(location() + "-moved").commit();

      assertThatThrownBy(() -> maintain("m1", LATER))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("metadata");
    }
  }

  private List<LoadManifest.Entry> loadDays(int days) {
    List<LoadManifest.Entry> entries = new ArrayList<>();
    for (int day = 1; day <= days; day++) {
      LoadManifest.Entry entry = lake.staged(day(day), "n\n%d\n".formatted(day));
      lake.load("c" + day, entry);
      entries.add(entry);
    }
    return entries;
  }

  private static String day(int day) {
    return "2024-07-%02d-reach.csv".formatted(day);
  }

  private static String uri(String file) {
    return "s3://amc-acme-eu/workflow=reach/schedule=daily/" + file;
  }

  /** By workers that only know what they are sent, as those of a cluster. */
  private TableMaintenance maintenance(Duration later) {
    return maintenance(later, new SerialWorkers(1 << 20, Long.MAX_VALUE));
  }

  private TableMaintenance maintenance(Duration later, Workers workers) {
    return new TableMaintenance(
        lake.catalogProperties(),
        lake.store,
        folder,
        new Duck.Limits(256, 2, folder.resolve("duckdb")),
        Clock.offset(Clock.systemUTC(), later),
        workers);
  }

  private MaintenanceReport maintain(String commitId, Duration later) {
    return maintain(lake.manifest(commitId), later);
  }

  private MaintenanceReport maintain(LoadManifest manifest, Duration later) {
    return maintenance(later).run(manifest, lake.run());
  }

  private List<DataFile> files() {
    return lake.files(Expressions.alwaysTrue()).stream().map(FileScanTask::file).toList();
  }

  private List<String> bounds(String column) {
    Types.NestedField field = lake.table().schema().findField(column);
    List<String> bounds = new ArrayList<>();
    TableFiles.eachWithStatistics(
        lake.table(),
        file ->
            bounds.add(
                Conversions.fromByteBuffer(field.type(), file.lowerBounds().get(field.fieldId()))
                    + " "
                    + Conversions.fromByteBuffer(
                        field.type(), file.upperBounds().get(field.fieldId()))));
    return bounds;
  }

  private long snapshot() {
    return lake.table().currentSnapshot().snapshotId();
  }

  private List<Snapshot> snapshots() {
    List<Snapshot> all = new ArrayList<>();
    lake.table().snapshots().forEach(all::add);
    return all;
  }

  private long commits(String commitId) {
    return snapshots().stream()
        .filter(it -> commitId.equals(it.summary().get("lake.commit-id")))
        .count();
  }

  private void set(String property, Object value) {
    lake.table().updateProperties().set(property, value.toString()).commit();
  }

  private String location() {
    return lake.table().location();
  }

  private String stray(String name) {
    return file(location() + "/" + name);
  }

  private String file(String location) {
    ((ListingFileIO) lake.table().io()).addFile(location, new byte[3]);
    return location;
  }

  private Set<String> present(String... locations) {
    Set<String> found = new HashSet<>();
    for (String location : locations) {
      if (((ListingFileIO) lake.table().io()).fileExists(location)) {
        found.add(location);
      }
    }
    return found;
  }

  /** Reads the files, not only their list. */
  private long rowsAt(long snapshot) {
    Table table = lake.table();
    long rows = 0;
    for (FileScanTask task : table.newScan().useSnapshot(snapshot).planFiles()) {
      assertThat(table.io().newInputFile(task.file().location()).exists()).isTrue();
      rows += task.file().recordCount();
    }
    return rows;
  }

  private void everyKeptSnapshotReads() {
    for (Snapshot snapshot : snapshots()) {
      assertThat(rowsAt(snapshot.snapshotId()))
          .isEqualTo(Long.parseLong(snapshot.summary().get("total-records")));
    }
  }
}

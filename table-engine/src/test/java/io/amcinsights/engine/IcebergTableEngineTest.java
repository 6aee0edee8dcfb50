package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcebergTableEngineTest {

  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String TUESDAY = "2024-07-02-reach.csv";

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void open() {
    lake = lake(folder);
  }

  Lake lake(Path work) {
    return new Lake(work);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void aFirstLoadMakesTheTableWithLineageAndTypes() {
    LoadResult result =
        lake.load(
            "c1",
            lake.staged(
                MONDAY,
                """
                campaign,campaign_id,impressions,total_cost,day,seen,filtered,note
                "Spring, ""big"" one",17,5,3,2024-07-01,2024-07-01T10:00:00+02:00,false,
                Herbst,18,,1.5,2024-07-02,2024-07-01 10:00:00.123,FALSE,
                ,,,,,,true,
                """));

    assertThat(result.snapshot()).isNotNull();
    assertThat(result.outcomes())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.state()).isEqualTo(DeliveryState.COMMITTED);
              assertThat(outcome.rows()).isEqualTo(3);
            });
    Table table = lake.table();
    assertThat(table.schema().columns())
        .extracting(field -> field.name() + " " + field.type())
        .containsExactly(
            "source_object string",
            "source_version string",
            "customer_hash string",
            "export_year string",
            "export_month string",
            "file_last_modified timestamp",
            "campaign string",
            "campaign_id string",
            "impressions long",
            "total_cost double",
            "day date",
            "seen timestamp",
            "filtered boolean",
            "note string");
    assertThat(table.properties())
        .containsEntry("lake.provisional-columns", "note")
        .containsEntry("lake.source.prefix", "acme")
        .containsEntry("lake.source.workflow", "reach")
        .containsEntry("lake.source.schedule", "daily");
    assertThat(table.location()).matches("memory://.*/lake/acme_amc/reach-[0-9a-f]{8}");
    assertThat(table.currentSnapshot().summary())
        .containsEntry("lake.commit-id", "c1")
        .containsEntry("lake.load-id", "c1")
        .containsEntry("lake.execution-id", "b-execution")
        .containsEntry("lake.result", "s3://stage/loads/result-1.json");
    assertThat(lake.rows())
        .extracting(row -> row.get("campaign"), row -> row.get("seen"), row -> row.get("day"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Spring, \"big\" one", "2024-07-01 08:00:00.0", "2024-07-01"),
            org.assertj.core.groups.Tuple.tuple("Herbst", "2024-07-01 10:00:00.123", "2024-07-02"),
            org.assertj.core.groups.Tuple.tuple(null, null, null));
    assertThat(lake.rows().get(0))
        .containsEntry("source_object", "s3://amc-acme-eu/workflow=reach/schedule=daily/" + MONDAY)
        .containsEntry("source_version", "v1")
        .containsEntry("customer_hash", "acme")
        .containsEntry("export_year", "2024")
        .containsEntry("export_month", "07")
        .containsEntry("file_last_modified", "2024-07-02 21:42:25.904");
  }

  @Test
  void aRepeatedLoadReturnsTheEarlierResultAndWritesNothing() {
    LoadManifest manifest = lake.manifest("c1", lake.staged(MONDAY, "n\n1\n2\n"));
    LoadResult first = lake.load(lake.engine, manifest);

    LoadResult second = lake.load(lake.another(), manifest);

    assertThat(second).isEqualTo(first);
    assertThat(lake.table().snapshots()).hasSize(1);
    assertThat(lake.values("n")).containsExactly("1", "2");
  }

  @Test
  void aNewDeliveryOfAnObjectReplacesItsRowsAndNoOthers() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n2\n"), lake.staged(TUESDAY, "n\n3\n"));

    lake.load("c2", lake.staged(MONDAY, "n\n7\n"));

    assertThat(lake.values("n")).containsExactly("7", "3");
    assertThat(lake.values("source_version")).containsExactly("v3", "v2");
    assertThat(lake.table().currentSnapshot().operation()).isEqualTo("overwrite");
  }

  @Test
  void whatIsTooMuchToWriteAgainHereIsLeftToAProcessWithMoreRoom() {
    LoadManifest.Entry[] both = {
      lake.staged(MONDAY, "a,b\n1,x\n"), lake.staged(TUESDAY, "a,b\n2,y\n")
    };
    lake.load("c1", both);
    LoadManifest replacing = lake.manifest("c2", lake.staged(MONDAY, "a,b\n9,z\n"));

    try (IcebergTableEngine small = lake.another(new SerialWorkers(1, 1))) {
      assertThatThrownBy(() -> lake.load(small, replacing))
          .isInstanceOf(TooLargeHereException.class)
          .hasMessageContaining("1 data files");
    }
    assertThat(lake.values("a")).containsExactly("1", "2");

    lake.load(lake.engine, replacing);
    assertThat(lake.values("a")).containsExactly("9", "2");
  }

  @Test
  void replacedRowsKeepNullInColumnsThatCameLater() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"), lake.staged(TUESDAY, "n\n3\n"));

    lake.load("c2", lake.staged(MONDAY, "n,extra\n7,x\n"));

    assertThat(lake.values("n")).containsExactly("7", "3");
    assertThat(lake.values("extra")).containsExactly("x", null);
  }

  @Test
  void aDeletionRemovesTheRowsOfItsObject() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"), lake.staged(TUESDAY, "n\n3\n"));

    LoadResult result = lake.load("c2", lake.deleted(MONDAY));

    assertThat(result.outcomes()).extracting(o -> o.state()).containsExactly(DeliveryState.DELETED);
    assertThat(lake.values("n")).containsExactly("3");
    assertThat(lake.load("c3", lake.deleted(TUESDAY)).snapshot()).isNotNull();
    assertThat(lake.rows()).isEmpty();
    assertThat(lake.load("c4", lake.deleted(TUESDAY)).snapshot()).isNull();
  }

  @Test
  void aFileThatDoesNotFitADeclaredColumnIsQuarantinedWhileTheRestCommits() {
    lake.with(
        Lake.dataset(
            Map.of("reach", List.of(new Dataset.DeclaredColumn("clicks", "long", null))),
            Dataset.SchemaPolicy.WIDEN,
            Dataset.Numeric.INFER));
    lake.load("c1", lake.staged(MONDAY, "clicks\n1\n"));

    LoadResult result =
        lake.load(
            "c2",
            lake.staged(TUESDAY, "clicks\n5\nmany\n"),
            lake.staged("2024-07-03-reach.csv", "clicks\n2\n"));

    assertThat(result.outcomes())
        .extracting(o -> o.state())
        .containsExactly(DeliveryState.QUARANTINED, DeliveryState.COMMITTED);
    assertThat(result.outcomes().get(0).reason())
        .contains("'clicks'", "long", "string", "line 3", "'many'", "acme-amc");
    assertThat(lake.values("clicks")).containsExactly("1", "2");
  }

  @Test
  void newFilesThatDisagreeGetTheTypeThatLosesNothing() {
    lake.load(
        "c1",
        lake.staged(MONDAY, "a,b,c\n1,2024-07-01,1\n"),
        lake.staged(TUESDAY, "a,b,c\n1.5,2024-07-01 10:00:00,x\n"));

    assertThat(lake.values("a")).containsExactly("1.0", "1.5");
    assertThat(lake.values("b")).containsExactly("2024-07-01 00:00:00.0", "2024-07-01 10:00:00.0");
    assertThat(lake.values("c")).containsExactly("1", "x");
  }

  @Test
  void theFirstValueDecidesTheTypeOfAColumnThatNeverHadOne() {
    lake.load("c1", lake.staged(MONDAY, "a,b,z\n,,1\n"));
    lake.load("c2", lake.staged(TUESDAY, "a,b,z\n5,,1\n"));

    assertThat(lake.table().schema().findType("a")).hasToString("long");
    assertThat(lake.table().schema().columns())
        .extracting(field -> field.name())
        .endsWith("a", "b", "z");
    assertThat(lake.table().properties()).containsEntry("lake.provisional-columns", "b");
    assertThat(lake.values("a")).containsExactly(null, "5");
  }

  @Test
  void declaredTypesAndDatasetSettingsComeFirst() {
    lake.with(
        Lake.dataset(
            Map.of("reach", List.of(new Dataset.DeclaredColumn("Zip Code", "string", null))),
            Dataset.SchemaPolicy.STRICT,
            Dataset.Numeric.DOUBLE));
    lake.load("c1", lake.staged(MONDAY, "zip code,n\n12345,1\n"));

    assertThat(lake.table().schema().findType("zip_code")).hasToString("string");
    assertThat(lake.table().schema().findType("n")).hasToString("double");
    assertThat(lake.load("c2", lake.staged(TUESDAY, "n,new\n1,1\n")).outcomes().get(0).reason())
        .contains("'new'", "strict");
  }

  @Test
  void whatAWorkflowDeclaresGoesOverWhatTheDatasetDoes() {
    lake.with(
        Lake.dataset(
            Map.of(
                "reach",
                List.of(
                    new Dataset.DeclaredColumn("zip", "long", null),
                    new Dataset.DeclaredColumn("cost", "double", null))),
            Dataset.SchemaPolicy.WIDEN,
            Dataset.Numeric.INFER));
    LoadManifest planned = lake.manifest("c1", lake.staged(MONDAY, "zip,cost\n12345,1\n"));
    var manifest =
        new LoadManifest(
            planned.commitId(),
            planned.dataset(),
            planned.table(),
            planned.generation(),
            planned.baseSnapshot(),
            planned.schemaId(),
            planned.entries(),
            List.of(new Dataset.DeclaredColumn("Zip", "string", null)));

    lake.load(lake.engine, manifest);

    assertThat(lake.table().schema().findType("zip")).hasToString("string");
    assertThat(lake.table().schema().findType("cost")).hasToString("double");
  }

  @Test
  void aValueInAFilteredRowIsNeverLostSilently() {
    LoadResult result = lake.load("c1", lake.staged(MONDAY, "n,filtered\n1,false\nsecret,true\n"));

    assertThat(result.snapshot()).isNull();
    assertThat(result.outcomes().get(0).state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(result.outcomes().get(0).reason()).contains("'n'", "long", "line 3", "'secret'");
    assertThat(lake.engine.state(Lake.TABLE)).isEmpty();
  }

  @Test
  void anAbortedCommitIsRefusedForEver() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    LoadManifest zombie = lake.manifest("c2", lake.staged(TUESDAY, "n\n2\n"));

    assertThat(lake.engine.abort(Lake.TABLE, "c2")).isEqualTo(new TableEngine.Resolution.Aborted());

    assertThatThrownBy(() -> lake.load(lake.another(), zombie))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("c2");
    assertThat(lake.engine.resolve(Lake.TABLE, "c2"))
        .isEqualTo(new TableEngine.Resolution.Aborted());
    assertThat(lake.values("n")).containsExactly("1");
  }

  @Test
  void anAbortBeforeTheTableExistsStopsTheZombieThatWouldMakeIt() {
    LoadManifest zombie = lake.manifest("c1", lake.staged(MONDAY, "n\n1\n"));

    lake.engine.abort(Lake.TABLE, "c1");

    assertThatThrownBy(() -> lake.load(lake.another(), zombie))
        .isInstanceOf(InvalidInputException.class);
    assertThat(lake.rows()).isEmpty();
    lake.load("c2", lake.staged(TUESDAY, "n\n2\n"));
    assertThat(lake.values("n")).containsExactly("2");
    assertThat(lake.table().properties()).containsEntry("lake.source.prefix", "acme");
  }

  @Test
  void anAbortComesTooLateForWhatIsCommitted() {
    LoadResult result = lake.load("c1", lake.staged(MONDAY, "n\n1\n"));

    assertThat(lake.engine.abort(Lake.TABLE, "c1"))
        .isInstanceOfSatisfying(
            TableEngine.Resolution.Committed.class,
            committed -> {
              assertThat(committed.snapshot()).isEqualTo(result.snapshot());
              assertThat(committed.result().uri()).isEqualTo("s3://stage/loads/result-1.json");
            });
    assertThat(lake.engine.resolve(Lake.TABLE, "other"))
        .isInstanceOf(TableEngine.Resolution.Unknown.class);
    assertThat(lake.engine.resolve("acme_amc.nothing", "c1"))
        .isInstanceOf(TableEngine.Resolution.Unknown.class);
  }

  @Test
  void twoLoadsOfOneCommitIdAtOnceCommitOnce() throws Exception {
    LoadManifest manifest = lake.manifest("c1", lake.staged(MONDAY, "n\n1\n2\n"));

    List<LoadResult> results = together(4, manifest);

    assertThat(results).extracting(LoadResult::snapshot).doesNotContainNull();
    assertThat(Collections.frequency(lake.values("n"), "1")).isEqualTo(1);
    assertThat(lake.table().snapshots()).hasSize(1);
    lake.load("base", lake.staged(TUESDAY, "n\n3\n"));
    together(4, lake.manifest("c2", lake.staged("2024-07-03-reach.csv", "n\n4\n")));
    assertThat(lake.values("n")).containsExactly("1", "2", "3", "4");
  }

  @Test
  void loadsAtOnceThatChangeTheSchemaAndReplaceRowsAllCommitOnce() throws Exception {
    lake.load("base", lake.staged(MONDAY, "n\n0\n"), lake.staged(TUESDAY, "n\n100\n"));
    List<LoadManifest> manifests = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      manifests.add(
          lake.manifest(
              "c" + i,
              lake.staged(
                  "2024-07-1" + i + "-reach.csv", "n,extra" + i + "\n" + i + ",x" + i + "\n"),
              lake.staged(MONDAY, "n\n0\n")));
    }

    together(manifests);

    assertThat(lake.values("n")).containsExactlyInAnyOrder("0", "100", "1", "2", "3", "4", "5");
    for (int i = 1; i <= 5; i++) {
      String value = "x" + i;
      assertThat(Collections.frequency(lake.values("extra" + i), value)).isEqualTo(1);
    }
  }

  private List<LoadResult> together(int count, LoadManifest manifest) throws Exception {
    return together(Collections.nCopies(count, manifest));
  }

  private List<LoadResult> together(List<LoadManifest> manifests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(manifests.size());
    try {
      List<Callable<LoadResult>> loads = new ArrayList<>();
      for (LoadManifest manifest : manifests) {
        loads.add(() -> lake.load(lake.another(), manifest));
      }
      List<LoadResult> results = new ArrayList<>();
      for (Future<LoadResult> future : threads.invokeAll(loads)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void filesArePrunedByTheObjectTheirRowsCameFrom() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    lake.load("c2", lake.staged(TUESDAY, "n\n2\n"));

    assertThat(
            lake.files(
                Expressions.equal(
                    "source_object", "s3://amc-acme-eu/workflow=reach/schedule=daily/" + TUESDAY)))
        .hasSize(1);
    assertThat(lake.files(Expressions.greaterThan("n", 1L))).hasSize(1);
    assertThat(lake.files(Expressions.isNull("n"))).isEmpty();
  }

  @Test
  void aPreStageThatIsGoneQuarantinesItsDeliveryOnly() {
    LoadManifest.Entry there = lake.staged(MONDAY, "n\n1\n");
    LoadManifest.Entry gone =
        new LoadManifest.Entry(
            lake.deleted(TUESDAY).delivery(),
            1,
            false,
            "s3://stage/nothing",
            null,
            1,
            "acme",
            "2024",
            "07",
            there.modifiedAt());

    LoadResult result = lake.load("c1", gone, there);

    assertThat(result.outcomes())
        .extracting(o -> o.state())
        .containsExactly(DeliveryState.QUARANTINED, DeliveryState.COMMITTED);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "other,reach,daily,none",
        "acme,other,daily,none",
        "acme,reach,other,none",
        "acme,reach,daily,2"
      })
  void anotherSourceIsRefusedAndTheTableStaysAsItIs(
      String prefix, String workflow, String schedule, String version) {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    Table before = lake.table();
    LoadManifest manifest =
        lake.manifest("c2", lake.staged(TUESDAY, "n,m\nx,3\n"), lake.deleted(MONDAY));

    LoadResult result =
        lake.engine.load(manifest, lake.run(new TableSource(prefix, workflow, schedule, version)));

    assertThat(result.snapshot()).isNull();
    assertThat(result.outcomes())
        .hasSize(2)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
              assertThat(outcome.reason())
                  .contains(
                      Lake.TABLE,
                      "prefix 'acme', workflow 'reach', schedule 'daily' and",
                      "prefix '%s', workflow '%s', schedule '%s'"
                          .formatted(prefix, workflow, schedule),
                      "rename");
            });
    Table after = lake.table();
    assertThat(after.properties()).isEqualTo(before.properties());
    assertThat(after.schema().sameSchema(before.schema())).isTrue();
    assertThat(after.snapshots()).hasSize(1);
    assertThat(lake.values("n")).containsExactly("1");
  }
}

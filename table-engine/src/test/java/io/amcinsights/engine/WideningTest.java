package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column whose type is inferred becomes whatever loses nothing of its values, old and new. */
class WideningTest {

  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String TUESDAY = "2024-07-02-reach.csv";
  private static final String WEDNESDAY = "2024-07-03-reach.csv";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7                   | 1.5                 | double    | 7.0                   | 1.5",
        "9007199254740992    | 0.5                 | double    | 9.007199254740992E15  | 0.5",
        "9007199254740993    | 0.5                 | string    | 9007199254740993      | 0.5",
        "1                   | many                | string    | 1                     | many",
        "1                   | 007                 | string    | 1                     | 007",
        "1.50                | none                | string    | 1.50                  | none",
        "1e5                 | 2024-07-01          | string    | 1e5                   | 2024-07-01",
        "TRUE                | 1                   | string    | TRUE                  | 1",
        "2024-07-01          | 2024-07-02 10:00:00 | timestamp | 2024-07-01 00:00:00.0 | 2024-07-02 10:00:00.0",
        "2024-07-01          | soon                | string    | 2024-07-01            | soon",
        "2024-07-01T10:00:00Z| soon                | string    | 2024-07-01T10:00:00Z  | soon",
        "text                | 5                   | string    | text                  | 5",
        "0.5                 | 5                   | double    | 0.5                   | 5.0",
      })
  void aColumnBecomesWhatAllItsValuesFit(
      String held, String delivered, String type, String before, String after) {
    lake.load("c1", lake.staged(MONDAY, "a,n,z\nx," + held + ",1\n"));

    LoadResult result = lake.load("c2", lake.staged(TUESDAY, "a,n,z\ny," + delivered + ",2\n"));

    assertThat(result.outcomes()).extracting(o -> o.state()).containsOnly(DeliveryState.COMMITTED);
    assertThat(lake.table().schema().findType("n")).hasToString(type);
    assertThat(lake.table().schema().columns())
        .extracting(field -> field.name())
        .endsWith("file_last_modified", "a", "n", "z");
    assertThat(lake.values("n")).containsExactly(before, after);
    assertThat(lake.values("z")).containsExactly("1", "2");
    assertThat(lake.table().snapshots()).hasSize(2);
  }

  @Test
  void textIsAsItWasDeliveredAlsoWhereValuesWereMissing() {
    lake.load("c1", lake.staged(MONDAY, "n,b\n\"\",1\n,2\n1.10,3\n"));

    lake.load("c2", lake.staged(TUESDAY, "n,b\nmany,4\n"));

    assertThat(lake.values("n")).containsExactly("", null, "1.10", "many");
    assertThat(lake.values("b")).containsExactly("1", "2", "3", "4");
  }

  @Test
  void soIsEmptyTextWhereTheValuesThatMadeTheTypeAreGone() {
    lake.load("c1", lake.staged(MONDAY, "n,b\n\"\",1\n"), lake.staged(TUESDAY, "n,b\n5,2\n"));
    lake.load("c2", lake.deleted(TUESDAY));

    lake.load("c3", lake.staged(WEDNESDAY, "n,b\nmany,3\n"));

    assertThat(lake.values("n")).containsExactly("", "many");
  }

  @Test
  void severalColumnsAndANewOneChangeInOneSnapshot() {
    lake.load("c1", lake.staged(MONDAY, "a,b,c,d\n1,2024-07-01,1.5,4\n"));

    lake.load("c2", lake.staged(TUESDAY, "b,a,e,c\n2024-07-01 08:00:00,1.5,new,x\n"));

    assertThat(lake.table().schema().columns())
        .extracting(field -> field.name() + " " + field.type())
        .endsWith("a double", "b timestamp", "c string", "d long", "e string");
    assertThat(lake.values("c")).containsExactly("1.5", "x");
    assertThat(lake.values("d")).containsExactly("4", null);
    assertThat(lake.values("e")).containsExactly(null, "new");
    assertThat(lake.table().currentSnapshot().summary()).containsEntry("lake.commit-id", "c2");
    assertThat(lake.files(Expressions.equal("c", "1.5"))).hasSize(1);
  }

  @Test
  void filesOfOneLoadThatDisagreeWithEachOtherAndTheTableAreResolvedFirst() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));

    lake.load("c2", lake.staged(TUESDAY, "n\n1.5\n"), lake.staged(WEDNESDAY, "n\n2024-07-01\n"));

    assertThat(lake.values("n")).containsExactly("1", "1.5", "2024-07-01");
    assertThat(lake.table().snapshots()).hasSize(2);
  }

  @Test
  void whatIsReplacedOrDeletedInTheSameLoadIsNotWrittenAgain() {
    lake.load(
        "c1",
        lake.staged(MONDAY, "n\n1\n"),
        lake.staged(TUESDAY, "n\n2\n"),
        lake.staged(WEDNESDAY, "n\n3\n"));

    lake.load("c2", lake.staged(MONDAY, "n\nx\n"), lake.deleted(TUESDAY));

    assertThat(lake.values("n")).containsExactly("x", "3");
    assertThat(lake.values("source_version")).containsExactly("v4", "v3");
  }

  @Test
  void rowsOfCompactedFilesAndOfManyPartitionsKeepTheirOrder() {
    LoadManifest.Entry[] entries =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    lake.staged(
                        "2024-07-%02d-reach.csv".formatted(i),
                        "n\n%d.10\n%d.20\n".formatted(i, i),
                        i % 2 == 0 ? "07" : "08"))
            .toArray(LoadManifest.Entry[]::new);
    lake.load("c1", entries);

    lake.load("c2", lake.staged("2024-08-31-reach.csv", "n\nx\n"));

    List<String> expected = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> expected.addAll(List.of(i + ".10", i + ".20")));
    expected.add("x");
    assertThat(lake.values("n")).containsExactlyElementsOf(expected);
    assertThat(lake.files(Expressions.alwaysTrue())).hasSize(3);
    lake.load("c3", lake.deleted("2024-07-03-reach.csv"));
    assertThat(lake.values("n")).doesNotContain("3.10").hasSize(59);
  }

  /**
   * More data files than a load has deliveries at most are read as delivered, in order, and become
   * few; so are the rows that came between the plan and the load.
   */
  @Test
  void aTableOfManyFilesIsWidenedAsOne() {
    LoadManifest.Entry first = lake.staged("2024-06-01-0000.csv", "n\n1\n2\n");
    lake.load("c1", first);
    // Every row gets a data file of its own.
    lake.table().updateProperties().set("write.target-file-size-bytes", "1").commit();
    lake.load(
        "c2",
        IntStream.range(1, 600)
            .mapToObj(i -> lake.like(first, "2024-06-01-%04d.csv".formatted(i)))
            .toArray(LoadManifest.Entry[]::new));
    lake.table().updateProperties().remove("write.target-file-size-bytes").commit();
    assertThat(lake.table().currentSnapshot().summary()).containsEntry("total-data-files", "1199");
    LoadManifest meanwhile = lake.manifest("c3", lake.staged(MONDAY, "n\n3\n"));
    LoadManifest widening = lake.manifest("c4", lake.staged(TUESDAY, "n\n0.5\n"));
    lake.load(lake.another(), meanwhile);

    lake.load(lake.another(), widening);

    assertThat(lake.values("n"))
        .hasSize(1_202)
        .startsWith("1.0", "2.0", "1.0")
        .endsWith("2.0", "3.0", "0.5");
    assertThat(lake.files(Expressions.alwaysTrue())).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void theFirstValueDecidesAlsoWhereEmptyTextWasDelivered() {
    lake.load("c1", lake.staged(MONDAY, "a,b\n\"\",x\n"));
    assertThat(lake.table().properties()).containsEntry("lake.provisional-columns", "a");

    lake.load("c2", lake.staged(TUESDAY, "a,b\n5,y\n"));

    assertThat(lake.table().schema().findType("a")).hasToString("long");
    assertThat(lake.values("a")).containsExactly(null, "5");
    assertThat(lake.table().properties()).containsEntry("lake.provisional-columns", "");
  }

  @Test
  void aDeclarationThatCameLaterWidensToo() {
    lake.load("c1", lake.staged(MONDAY, "zip,n\n1234,1\n"));
    declare("zip", "string");

    lake.load("c2", lake.staged(TUESDAY, "zip,n\n5678,2\n"));

    assertThat(lake.table().schema().findType("zip")).hasToString("string");
    assertThat(lake.values("zip")).containsExactly("1234", "5678");
    declare("zip", "long");
    lake.load("c3", lake.staged(WEDNESDAY, "zip,n\n9,3\n"));
    assertThat(lake.table().schema().findType("zip")).hasToString("string");
  }

  @Test
  void aDeclaredColumnNeverChanges() {
    declare("n", "long");
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));

    LoadResult result = lake.load("c2", lake.staged(TUESDAY, "n\n2\n1.5\n"));

    assertThat(quarantined(result)).contains("'n'", "declared long", "double", "line 3", "'1.5'");
    assertThat(lake.values("n")).containsExactly("1");
  }

  @Test
  void underPolicyStrictNothingChanges() {
    lake.load("c1", lake.staged(MONDAY, "n,empty\n1,\n"));
    lake.with(Lake.dataset(Map.of(), Dataset.SchemaPolicy.STRICT, Dataset.Numeric.INFER));

    assertThat(quarantined(lake.load("c2", lake.staged(TUESDAY, "n\n2\nx\n"))))
        .contains("'n'", "long", "string", "line 3", "'x'", "strict");
    assertThat(quarantined(lake.load("c3", lake.staged(TUESDAY, "n,empty\n2,5\n"))))
        .contains("'empty'", "long", "strict");
    assertThat(lake.load("c4", lake.staged(TUESDAY, "n,empty\n2,some text\n")).snapshot())
        .isNotNull();
    assertThat(lake.values("empty")).containsExactly(null, "some text");
  }

  @Test
  void aFilteredRowHasNoSayAndWidensNothing() {
    lake.load("c1", lake.staged(MONDAY, "n,filtered\n1,false\n"));

    assertThat(
            quarantined(
                lake.load("c2", lake.staged(TUESDAY, "n,filtered\n2,false\nsecret,true\n"))))
        .contains("'n'", "long", "line 3", "'secret'");
    lake.load("c3", lake.staged(WEDNESDAY, "n,filtered\nx,false\nsecret,true\n"));
    assertThat(lake.values("n")).containsExactly("1", "x", "secret");
  }

  @Test
  void filesThatAreNotRefusedAreTypedAsIfTheRefusedHadNotBeenThere() {
    declare("d", "long");

    LoadResult result =
        lake.load(
            "c1",
            lake.staged(MONDAY, "d,n\n1,1\n"),
            lake.staged(TUESDAY, "d,n\nno number,text\n"),
            lake.staged(WEDNESDAY, "d,n,filtered\n1,2,false\n,big,true\n"));

    assertThat(result.outcomes())
        .extracting(o -> o.state())
        .containsExactly(
            DeliveryState.COMMITTED, DeliveryState.QUARANTINED, DeliveryState.QUARANTINED);
    assertThat(lake.table().schema().findType("n")).hasToString("long");
  }

  @Test
  void aLostPreStageStillWidensWhatIsWrittenInOneWayOnly() {
    LoadManifest.Entry lost = lake.staged(MONDAY, "n,d,x\n7,2024-07-01,1.50\n");
    lake.load("c1", lost, lake.staged(TUESDAY, "n,d,x\n8,2024-07-02,2.50\n"));
    lake.losePreStage(lost);

    lake.load("c2", lake.staged(WEDNESDAY, "n,d,x\nseven,soon,3.5\n"));

    assertThat(lake.values("n")).containsExactly("7", "8", "seven");
    assertThat(lake.values("d")).containsExactly("2024-07-01", "2024-07-02", "soon");
    assertThat(lake.values("x")).containsExactly("1.5", "2.5", "3.5");
    assertThat(quarantined(lake.load("c3", lake.staged("2024-07-04-reach.csv", "x\nmuch\n"))))
        .contains("'x'", "double", "string", "'much'", "pre-stage", MONDAY);
    assertThat(lake.values("x")).containsExactly("1.5", "2.5", "3.5");
  }

  @Test
  void aTableTooLargeForThisProcessIsLeftAsItIsToOneWithMoreRoom() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    LoadManifest widening =
        lake.manifest("c2", lake.staged(TUESDAY, "n\nx\n"), lake.staged(WEDNESDAY, "n\n5\n"));

    try (IcebergTableEngine small = lake.another(new SerialWorkers(1, 1))) {
      assertThatThrownBy(() -> lake.load(small, widening))
          .isInstanceOf(TooLargeHereException.class)
          .hasMessageContaining("another type", "written again");
    }
    assertThat(lake.values("n")).containsExactly("1");

    lake.load(lake.engine, widening);
    assertThat(lake.values("n")).containsExactly("1", "x", "5");
  }

  @Test
  void dataFilesAreSplitAtTheTargetInTheOrderOfRows() {
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    lake.table().updateProperties().set("write.target-file-size-bytes", "8000").commit();
    StringBuilder csv = new StringBuilder("n\n");
    IntStream.range(0, 9_000).forEach(i -> csv.append((i * 7919L) % 1_000_003).append('\n'));

    lake.load("c2", lake.staged(TUESDAY, csv.toString()), lake.staged(WEDNESDAY, "n\n5\n"));

    assertThat(lake.files(Expressions.alwaysTrue())).hasSizeGreaterThan(3);
    assertThat(lake.values("n")).hasSize(9_002);
    lake.load("c3", lake.staged(TUESDAY, "n\nx\n"));
    assertThat(lake.values("n")).containsExactly("1", "x", "5");
  }

  @Test
  void wideningWhileOthersCommitLosesAndRepeatsNothing() throws Exception {
    lake.load("base", lake.staged(MONDAY, "n\n0\n"), lake.staged(TUESDAY, "n\n100\n"));
    String[] values = {"1", "1.50", "x", "2024-07-01", "true", "007"};
    List<LoadManifest> manifests = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      manifests.add(
          lake.manifest("c" + i, lake.staged("2024-08-0" + i + ".csv", "n\n" + values[i] + "\n")));
    }

    together(manifests);

    assertThat(lake.table().schema().findType("n")).hasToString("string");
    assertThat(lake.values("n")).contains(values).contains("0", "100").hasSize(8);
    assertThat(lake.table().snapshots()).hasSize(7);
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

  private void declare(String column, String type) {
    lake.with(
        Lake.dataset(
            Map.of("reach", List.of(new Dataset.DeclaredColumn(column, type, null))),
            Dataset.SchemaPolicy.WIDEN,
            Dataset.Numeric.INFER));
  }

  private static String quarantined(LoadResult result) {
    assertThat(result.snapshot()).isNull();
    assertThat(result.outcomes())
        .extracting(o -> o.state())
        .containsExactly(DeliveryState.QUARANTINED);
    return String.valueOf(result.outcomes().get(0).reason());
  }
}

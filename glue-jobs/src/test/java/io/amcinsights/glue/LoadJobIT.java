package io.amcinsights.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.engine.read.LakeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is deployed, with what Glue provides, and nothing else. */
class LoadJobIT {

  @TempDir Path folder;

  @Test
  void loadsTheFilesOfAManifestInOneSnapshot() throws Exception {
    try (JobLake lake = new JobLake(folder)) {
      Child child =
          run(
              lake,
              lake.staged("2024-07-01-reach.csv", "campaign,impressions\nspring,1\nsummer,2\n"),
              lake.staged("2024-07-02-reach.csv", "campaign,impressions\nautumn,3\n"));

      assertThat(child.exit()).as(child.out() + child.err()).isZero();
      assertThat(child.out()).contains("Loaded c1: 2 files (0 refused), 3 rows");
      assertThat(lake.result().snapshot()).isNotNull();
      assertThat(lake.result().outcomes())
          .extracting(LoadResult.Outcome::state)
          .containsOnly(DeliveryState.COMMITTED);
      try (LakeReader reader = lake.reader()) {
        assertThat(
                reader
                    .query("SELECT campaign, impressions FROM " + JobLake.TABLE, 10)
                    .rows()
                    .toString())
            .contains("[spring, 1]", "[summer, 2]", "[autumn, 3]");
        assertThat(reader.describe(JobLake.TABLE).snapshots()).hasSize(1);
      }
    }
  }

  @Test
  void stagesWhatNobodyStagedAndLeavesBadFilesOut() throws Exception {
    try (JobLake lake = new JobLake(folder)) {
      LoadManifest.Entry bad = lake.delivered("2024-07-03-reach.csv", "a,b\n1,2,3\n");
      Child child =
          run(
              lake,
              lake.staged("2024-07-01-reach.csv", "campaign,impressions\nspring,1\n"),
              lake.delivered("2024-07-02-reach.csv", "campaign,impressions\nsummer,2.5\n"),
              bad,
              lake.delivered("2024-07-04-reach.csv", "campaign,impressions\n"));

      assertThat(child.exit()).as(child.out() + child.err()).isZero();
      assertThat(lake.result().outcomes())
          .extracting(LoadResult.Outcome::state)
          .containsExactly(
              DeliveryState.COMMITTED,
              DeliveryState.COMMITTED,
              DeliveryState.QUARANTINED,
              DeliveryState.SKIPPED);
      assertThat(lake.result().outcomes().get(2).reason()).contains("Line 2: 3 values");
      try (LakeReader reader = lake.reader()) {
        assertThat(
                reader
                    .query("SELECT campaign, impressions FROM " + JobLake.TABLE, 10)
                    .rows()
                    .toString())
            .contains("[spring, 1.0]", "[summer, 2.5]");
      }
    }
  }

  @Test
  void contentTheTableHoldsAlreadyIsSkipped() throws Exception {
    try (JobLake lake = new JobLake(folder)) {
      String csv = "campaign,impressions\nspring,1\n";
      LoadManifest.Entry first = lake.delivered("2024-07-01-reach.csv", csv);
      Child loads = run(lake, "c1", first);
      assertThat(loads.exit()).as(loads.out() + loads.err()).isZero();
      LoadResult.Outcome loaded = lake.result().outcomes().get(0);
      assertThat(loaded.state()).isEqualTo(DeliveryState.COMMITTED);
      String hash = loaded.contentHash();
      assertThat(hash).hasSize(64);

      Child skips =
          run(
              lake,
              "c2",
              lake.delivered(
                  "2024-07-01-reach.csv",
                  csv,
                  new LoadManifest.Held(first.delivery().delivery(), String.valueOf(hash))));

      assertThat(skips.exit()).as(skips.out() + skips.err()).isZero();
      assertThat(lake.result().outcomes().get(0).state()).isEqualTo(DeliveryState.SKIPPED);
      assertThat(lake.result().outcomes().get(0).reason()).isEqualTo("same content as v1");
      assertThat(lake.result().snapshot()).isNull();
    }
  }

  @Test
  void aManifestOfNothingIsTheTablesMaintenance() throws Exception {
    try (JobLake lake = new JobLake(folder)) {
      for (int day = 1; day <= 6; day++) {
        lake.load(
            "c" + day,
            lake.staged(
                "2024-07-0%d-reach.csv".formatted(day),
                "campaign,impressions\nc%d,%d\n".formatted(day, day)));
      }

      Child child = run(lake, "m1");

      assertThat(child.exit()).as(child.out() + child.err()).isZero();
      assertThat(child.out()).contains("1 MergeFiles on 1 executors").contains("Maintained m1");
      assertThat(lake.result().outcomes()).isEmpty();
      assertThat(lake.result().maintenance())
          .startsWith("6 data files became 1")
          .endsWith("0 snapshots expired, 0 orphans removed (0 KB)");
      try (LakeReader reader = lake.reader()) {
        assertThat(
                reader
                    .query("SELECT count(*), sum(impressions)::BIGINT FROM " + JobLake.TABLE, 10)
                    .rows()
                    .toString())
            .isEqualTo("[[6, 21]]");
        assertThat(reader.describe(JobLake.TABLE).snapshots()).hasSize(7);
      }
    }
  }

  @Test
  void failsWithTheReasonAsItsLastWord() throws Exception {
    Child child = Child.run(folder, Map.of(), List.of("--spark-master", "local[2]"));

    assertThat(child.exit()).isEqualTo(1);
    assertThat(child.lastLine())
        .startsWith("io.amcinsights.core.error.InvalidInputException: Correct the arguments")
        .contains("--manifest", "--catalog-properties");
  }

  private Child run(JobLake lake, LoadManifest.Entry... entries)
      throws IOException, InterruptedException {
    return run(lake, "c1", entries);
  }

  private Child run(JobLake lake, String commitId, LoadManifest.Entry... entries)
      throws IOException, InterruptedException {
    return Child.run(
        folder,
        Map.of("LAKE_ENDPOINTS", lake.aws().endpoints(), "SPARK_LOCAL_IP", "127.0.0.1"),
        lake.arguments(commitId, List.of(entries), "--spark-master", "local[2]"));
  }
}

package io.amcinsights.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.engine.read.LakeReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own: nothing of a load depends on being in one. */
class LocalClusterIT {

  private static final int FILES = 6;

  @TempDir Path folder;

  @Test
  void executorsShareTheWorkAndARetriedOneCountsOnce() throws Exception {
    try (JobLake lake = new JobLake(folder)) {
      List<LoadManifest.Entry> entries = new ArrayList<>();
      for (int i = 1; i <= FILES; i++) {
        entries.add(
            lake.delivered(
                "2024-07-0%d-reach.csv".formatted(i),
                "campaign,impressions\nc%d,%d\n".formatted(i, i)));
      }
      // More often than a client tries again by itself.
      lake.aws().fail("/amc-acme-eu/workflow=reach/schedule=daily/2024-07-03-reach.csv", 4);

      Child child =
          Child.run(
              folder,
              Map.of(
                  "LAKE_ENDPOINTS", lake.aws().endpoints(),
                  "SPARK_TESTING", "1",
                  "SPARK_HOME", folder.toString(),
                  "SPARK_SCALA_VERSION", "2.12",
                  "SPARK_LOCAL_IP", "127.0.0.1",
                  "SPARK_LOCAL_HOSTNAME", "127.0.0.1"),
              List.of(
                  "-Dspark.executor.extraClassPath=" + Child.classPath(),
                  "-Dspark.executor.memory=512m",
                  "-Dspark.scheduler.minRegisteredResourcesRatio=1.0"),
              lake.arguments("c1", entries, "--spark-master", "local-cluster[2,1,512]"));

      assertThat(child.exit()).as(child.out() + child.err()).isZero();
      assertThat(lake.result().outcomes())
          .hasSize(FILES)
          .extracting(LoadResult.Outcome::state)
          .containsOnly(DeliveryState.COMMITTED);
      try (LakeReader reader = lake.reader()) {
        assertThat(
                reader
                    .query(
                        "SELECT count(*), count(DISTINCT campaign), sum(impressions)::BIGINT FROM "
                            + JobLake.TABLE,
                        10)
                    .rows()
                    .toString())
            .isEqualTo("[[6, 6, 21]]");
        assertThat(reader.describe(JobLake.TABLE).snapshots()).hasSize(1);
      }
      assertThat(child.out()).contains("6 StageFile on 2 executors").contains("Lost task");
    }
  }
}

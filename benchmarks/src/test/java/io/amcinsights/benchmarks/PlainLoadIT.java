package io.amcinsights.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is a whole load, in a process of its own. */
class PlainLoadIT {

  @TempDir Path folder;

  @Test
  void loadsStagedFilesAndSaysHowLongItTook() throws Exception {
    Dataset dataset = new LoadComparison().dataset();
    try (LoadServices services = LoadServices.start(folder, dataset);
        LoadHosts hosts = new LoadHosts(folder, services.environment(), 128, 1)) {
      Path csv = folder.resolve("2026-03-02-f.csv");
      long rows = Results.write(csv, 50_000, 1);
      LoadManifest.Entry entry = new StagedFiles(services.store(), folder).stage(csv, 1, "v1");
      Map<String, String> arguments = services.plan(dataset, "results", List.of(entry));

      Loaded loaded = hosts.express(arguments);

      LoadResult result = services.result(arguments);
      assertThat(result.outcomes())
          .singleElement()
          .satisfies(
              outcome -> {
                assertThat(outcome.state()).isEqualTo(DeliveryState.COMMITTED);
                assertThat(outcome.rows()).isEqualTo(rows);
              });
      assertThat(loaded.seconds()).isPositive();
      assertThat(loaded.peakBytes()).isPositive();
    }
  }
}

package io.amcinsights.stageb;

import io.amcinsights.core.dataset.Dataset;
import java.util.Map;

/** What the tests of this module load. */
final class Samples {

  private Samples() {}

  static Dataset dataset(String stageBQueue) {
    return new Dataset(
        "team",
        "pipe",
        "data",
        "amc-csv",
        "table-engine",
        new Dataset.LoadLimits(0, 1_000, 1 << 28),
        new Dataset.GlueSettings(null, "G.1X", 2),
        Map.of(),
        Dataset.SchemaPolicy.WIDEN,
        0,
        Dataset.OnDelete.KEEP,
        Dataset.Numeric.INFER,
        stageBQueue);
  }
}

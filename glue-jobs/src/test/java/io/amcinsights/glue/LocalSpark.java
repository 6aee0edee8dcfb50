package io.amcinsights.glue;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, with the lake as its catalog {@code lake}. */
final class LocalSpark {

  private LocalSpark() {}

  static SparkSession open(Map<String, String> catalog, Path folder) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("lake")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", true)
            .config("spark.sql.warehouse.dir", folder.resolve("spark").toString())
            // The plan as it was made is the plan that ran, so its metrics are those of the run.
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
    catalog.forEach((key, value) -> builder.config("spark.sql.catalog.lake." + key, value));
    return builder.getOrCreate();
  }
}

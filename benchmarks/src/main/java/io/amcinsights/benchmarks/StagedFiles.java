package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.csv.AmcCsvTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What stage A leaves of files: pre-stages in a store, named by entries of a manifest. */
record StagedFiles(ObjectStore store, Path folder) {

  /** Reads, profiles and stages a file. */
  LoadManifest.Entry stage(Path file, int number, String version) throws IOException {
    Path work = Files.createTempDirectory(folder, "stage");
    var source = new SourceFile(file, file.getFileName().toString(), 0);
    Staged.Rows rows = (Staged.Rows) new AmcCsvTransform().apply(source, work);
    String preStage = "s3://stage/acme/amc/results/" + version;
    store.upload(ObjectId.parse(preStage + "/data.parquet"), rows.data(), "");
    store.write(
        ObjectId.parse(preStage + "/profile.json"),
        ProfileJson.write(rows.profile()).getBytes(UTF_8),
        "");
    Files.delete(rows.data());
    return new LoadManifest.Entry(
        new DeliveryRef(
            new ObjectId("amc-acme", "workflow=results/schedule=daily/f" + number + ".csv"),
            version),
        1,
        false,
        preStage,
        "hash" + number,
        Files.size(file),
        "acme",
        "2026",
        "03",
        Instant.parse("2026-03-02T00:00:00Z"));
  }
}

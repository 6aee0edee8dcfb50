package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.cli.DemoReport.Timings;
import io.amcinsights.cli.s3.Uploads;
import io.amcinsights.cli.samples.SampleData;
import io.amcinsights.cli.samples.SampleFile;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Delivers the samples to a lake that runs, and collects what became of them. */
final class DemoRun {

  /** Files delivered one at a time, to see how long one takes in a quiet lake. */
  private static final int ALONE = 10;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a marketer asks: which way to the purchase works best, and does it pay? */
  static final String QUESTION =
      """
      select path, sum(reach) as reach, sum(users_that_purchased) as buyers,
             round(10000.0 * sum(users_that_purchased) / sum(reach), 1) as buyers_per_10000,
             round(sum(product_sales) / sum(total_cost), 1) as roas
      from acme_path_to_conversion_daily
      where not filtered
      group by path
      order by buyers_per_10000 desc""";

  private final LakeClient client;
  private final LakeFile lake;
  private final Path samples;
  private final Output output;
  private final Map<String, String> buckets = new LinkedHashMap<>();

  DemoRun(LakeClient client, LakeFile lake, Path samples, Output output) {
    this.client = client;
    this.lake = lake;
    this.samples = samples;
    this.output = output;
  }

  /**
   * Runs the demo.
   *
   * @param start {@link System#nanoTime()} when the command began
   */
  DemoReport run(long start, Duration ready) throws IOException, InterruptedException {
    onboard();
    List<SampleFile> files = SampleData.files();
    List<Duration> alone = new ArrayList<>();
    Duration burst;
    JsonNode objects;
    JsonNode tables;
    Map<String, Long> executions;
    var checks = new DemoChecks(client, buckets);
    String endpoint = lake.endpoints().getOrDefault("s3", "");
    try (var uploads = new Uploads(endpoint, lake.region())) {
      for (SampleFile file : files.subList(0, ALONE)) {
        output.progress("Delivering one file at a time: " + (alone.size() + 1) + " of " + ALONE);
        alone.add(deliverAlone(uploads, file));
      }
      burst = deliverAll(uploads, files.subList(ALONE, files.size()));
      objects = client.get("/objects", Map.of());
      tables = client.get("/tables", Map.of());
      executions = executions();
      checks.all(objects, tables, files);
      output.progress("Delivering a file again ...");
      put(uploads, files.get(0));
      WaitCommand.until(client, output, PATIENCE);
    }
    checks.repeated(id(files.get(0)), tables);
    JsonNode answer = client.post("/query", Json.object().put("sql", QUESTION));
    long rss = client.get("/status", Map.of()).path("peakRssBytes").asLong();
    alone.sort(null);
    var timings =
        new Timings(
            ready,
            alone.get(alone.size() / 2),
            alone.get(alone.size() - 1),
            files.size() - ALONE,
            burst,
            rss,
            Duration.ofNanos(System.nanoTime() - start));
    return new DemoReport(checks.found(), objects, tables, executions, answer, timings);
  }

  private void onboard() throws IOException, InterruptedException {
    List<JsonNode> asked = new ArrayList<>();
    for (String name : SampleData.tenants().keySet()) {
      Path file = samples.resolve("tenants").resolve(name);
      asked.add(client.post("/tenants", Json.read(file.toString(), Files.readString(file))));
    }
    var watch = new TenantWatch(client, output, it -> {});
    for (JsonNode tenant : watch.follow(asked, PATIENCE)) {
      if (!TenantWatch.isDone(tenant)) {
        throw CommandFailure.failed(
            "Tenant %s is %s: %s"
                .formatted(
                    tenant.path("customerId").asText(),
                    TenantWatch.status(tenant),
                    tenant.path("reason").asText()));
      }
      buckets.put(tenant.path("customerId").asText(), tenant.path("bucketName").asText());
    }
  }

  private String id(SampleFile file) {
    return "s3://" + buckets.get(file.tenant()) + "/" + file.key();
  }

  private void put(Uploads uploads, SampleFile file) throws IOException {
    byte[] content = Files.readAllBytes(samples.resolve(file.path()));
    uploads.put(String.valueOf(buckets.get(file.tenant())), file.key(), content);
  }

  /** From before the PUT until the catalog says COMMITTED. */
  private Duration deliverAlone(Uploads uploads, SampleFile file)
      throws IOException, InterruptedException {
    Instant start = Instant.now();
    put(uploads, file);
    while (Duration.between(start, Instant.now()).compareTo(PATIENCE) < 0) {
      for (JsonNode object : client.get("/objects", Map.of("id", id(file)))) {
        if (object.hasNonNull("finalAt")) {
          return Duration.between(start, Instant.parse(object.path("finalAt").asText()));
        }
      }
      Thread.sleep(25);
    }
    throw CommandFailure.failed(
        "%s is not final after %s".formatted(id(file), Words.seconds(PATIENCE)));
  }

  private Duration deliverAll(Uploads uploads, List<SampleFile> files)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < files.size(); i++) {
      output.progress("Delivering " + (i + 1) + " of " + files.size() + " files at once");
      put(uploads, files.get(i));
    }
    WaitCommand.until(client, output, PATIENCE);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Map<String, Long> executions() {
    var counts = new TreeMap<String, Long>();
    for (JsonNode it : client.get("/executions", Map.of())) {
      counts.merge(it.path("stage").asText() + " " + it.path("status").asText(), 1L, Long::sum);
    }
    return counts;
  }
}

package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.cost.Prices;
import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Dollars of processing, from calls counted in a local lake; writes docs/cost.md. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description =
        "Counts what files of several sizes take in a local lake and writes the cost model.")
final class CostBenchmark implements Callable<Integer> {

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));
  private static final Path COUNTS =
      HOME.resolve("shared-core/src/main/resources/io/amcinsights/core/cost/counts.json");

  /** Waiting for a service in the region rather than in this process; an assumption. */
  static final double SECONDS_A_CALL = 0.010;

  /** Requests to the Data Catalog of a load, which a local lake makes to a database. */
  static final int CATALOG_A_LOAD = 4;

  /** Bucket keys save up to 99 of 100 requests, says AWS. */
  static final double KMS_AN_S3_CALL = 0.01;

  @Option(
      names = "--sizes",
      split = ",",
      description = "Bytes of a file and how many of them, BYTES:FILES. Default: ${DEFAULT-VALUE}.")
  List<String> sizes = List.of("10000:20", "100000:20", "1000000:10", "20000000:3", "200000000:1");

  @Option(
      names = "--glue-mb-per-second",
      description =
          "Delivered MB that a Glue run with two workers loads in a second, as benchmarks/run spark"
              + " or a real run says. Default: ${DEFAULT-VALUE}, an assumption.")
  double glueMbPerSecond = 20;

  @Option(names = "--output", description = "Default: ${DEFAULT-VALUE}.")
  Path output = HOME.resolve("docs/cost.md");

  /** What files of one size took. */
  record Row(long bytes, MeteredLake.Taken single, MeteredLake.Taken batch) {}

  /**
   * Files that come in bursts as large as five minutes of an even day of 1,000 files are.
   *
   * @param bursts how many of them
   */
  record Window(int bursts, MeteredLake.Taken taken) {}

  /** Bytes of the files that are compared with the replaced system's. */
  static final long COMPARED = 100_000;

  /** 1,000 files in 288 windows are 3.47 in each. */
  private static final List<Integer> WINDOWS = List.of(3, 4, 3, 4);

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("lake-cost-");
    List<Row> rows = new ArrayList<>();
    Window window;
    try (MeteredLake lake = MeteredLake.start(folder)) {
      int sequence = 0;
      // The first file makes handlers, clients and the table.
      lake.deliver(keys("w", sequence++, 1), content(10_000, 0), true);
      for (String size : sizes) {
        String[] parts = size.split(":", -1);
        long bytes = Long.parseLong(parts[0]);
        int files = Integer.parseInt(parts[1]);
        int alone = Math.min(files, 5);
        String workflow = "s" + bytes;
        // A table that is there already is what a day of deliveries meets.
        lake.deliver(keys(workflow, sequence++, 1), content(10_000, sequence), true);
        Row row =
            new Row(
                bytes,
                alone(lake, workflow, sequence += 100, bytes, alone),
                batch(lake, workflow, sequence += 100, bytes, files));
        rows.add(row);
        System.out.printf(
            Locale.ROOT,
            "%,d bytes: %d files one by one in %d loads, %d at once in %d loads%n",
            bytes,
            alone,
            row.single().loads(),
            files,
            row.batch().loads());
        print("one by one, a file", row.single());
        print("at once, a file", row.batch());
      }
      window = window(lake, sequence + 100);
    } finally {
      CallMeter.operations().forEach((name, calls) -> System.out.println(name + " " + calls));
      Folders.delete(folder);
    }
    writeCounts(rows.get(Math.min(1, rows.size() - 1)), window);
    Files.writeString(
        output,
        new CostDocument(Prices.load(), rows, window, new GlueLoad(glueMbPerSecond)).text());
    System.out.println("Written: " + output);
    return 0;
  }

  private static MeteredLake.Taken alone(
      MeteredLake lake, String workflow, int from, long bytes, int files)
      throws InterruptedException {
    return lake.deliver(keys(workflow, from, files), content(bytes, from), false);
  }

  private static MeteredLake.Taken batch(
      MeteredLake lake, String workflow, int from, long bytes, int files)
      throws InterruptedException {
    return lake.deliver(keys(workflow, from, files), content(bytes, from), true);
  }

  private static Window window(MeteredLake lake, int from) throws InterruptedException {
    String workflow = "window";
    lake.deliver(keys(workflow, from, 1), content(10_000, from), true);
    int sequence = from;
    MeteredLake.Taken all = null;
    for (int files : WINDOWS) {
      sequence += 100;
      MeteredLake.Taken one = batch(lake, workflow, sequence, COMPARED, files);
      all = all == null ? one : all.plus(one);
    }
    Window window = new Window(WINDOWS.size(), Objects.requireNonNull(all));
    System.out.printf(
        Locale.ROOT,
        "%,d bytes: %d files in %d bursts and %d loads%n",
        COMPARED,
        window.taken().files(),
        window.bursts(),
        window.taken().loads());
    print("in bursts, a file", window.taken());
    return window;
  }

  private static void print(String what, MeteredLake.Taken taken) {
    Usage one = usage(taken).times(1.0 / taken.files());
    System.out.printf(
        Locale.ROOT,
        "  %-20s $%.2f per 1,000 files, %.1f s, %s%n",
        what,
        Prices.load().of(one) * 1_000,
        taken.seconds(),
        one.json());
  }

  /** What was counted, with what only AWS would count. */
  static Usage usage(MeteredLake.Taken taken) {
    Usage counted = taken.usage();
    double gigabytes =
        counted.amount(Unit.LAMBDA_GB_SECONDS) > 0 ? 1.5 * taken.calls() * SECONDS_A_CALL : 0;
    double s3 = counted.amount(Unit.S3_READS) + counted.amount(Unit.S3_WRITES);
    return counted
        .plus(Unit.LAMBDA_GB_SECONDS, gigabytes)
        .plus(Unit.CATALOG_REQUESTS, (double) CATALOG_A_LOAD * taken.loads())
        .plus(Unit.KMS_REQUESTS, s3 * KMS_AN_S3_CALL);
  }

  /** Separates what a file takes from what a load takes: two runs, two unknowns. */
  private static void writeCounts(Row row, Window window) throws IOException {
    Usage single = usage(row.single());
    Usage batch = usage(row.batch());
    Map<Unit, Double> file = new EnumMap<>(Unit.class);
    Map<Unit, Double> load = new EnumMap<>(Unit.class);
    for (Unit unit : Unit.values()) {
      double alone = single.amount(unit) / row.single().files();
      double together = batch.amount(unit) / row.batch().files();
      double shareAlone = (double) row.single().loads() / row.single().files();
      double shareTogether = (double) row.batch().loads() / row.batch().files();
      double ofLoad =
          shareAlone == shareTogether
              ? 0
              : Math.max(0, (alone - together) / (shareAlone - shareTogether));
      ofLoad = Math.min(ofLoad, alone / shareAlone);
      double ofFile = alone - ofLoad * shareAlone;
      if (ofFile > 0) {
        file.put(unit, ofFile);
      }
      if (ofLoad > 0) {
        load.put(unit, ofLoad);
      }
    }
    ObjectNode document = Json.versioned(1);
    document.put(
        "remark",
        "Written by: benchmarks/run cost. Files of %,d bytes; units are those of prices.json"
            .formatted(row.bytes()));
    document.set("file", new Usage(file).json());
    document.set("load", new Usage(load).json());
    document
        .putObject("bursts")
        .put("bytes", COMPARED)
        .put("bursts", window.bursts())
        .put("files", window.taken().files())
        .put("loads", window.taken().loads())
        .set("all", usage(window.taken()).json());
    Files.writeString(COUNTS, document.toPrettyString() + "\n");
  }

  private static List<String> keys(String workflow, int from, int files) {
    return IntStream.range(from, from + files)
        .mapToObj(
            i ->
                "workflow=%s/schedule=daily/2026-%02d-%02dT%02d:%02d:00.000Z-%s.csv"
                    .formatted(
                        workflow,
                        1 + i / 40_320 % 12,
                        1 + i / 1440 % 28,
                        i / 60 % 24,
                        i % 60,
                        workflow))
        .toList();
  }

  /** Rows of an AMC result up to a size. */
  private static byte[] content(long bytes, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("campaign,impressions,total_cost,note\n");
    for (int row = 0; csv.length() < bytes; row++) {
      csv.append("\"Campaign ").append(row % 17).append("\",");
      csv.append(1 + random.nextInt(9_999)).append(',');
      csv.append(random.nextInt(1_000) / 100.0).append(",n");
      csv.append(seed).append('-').append(row).append(" text\n");
    }
    return csv.toString().getBytes(UTF_8);
  }
}

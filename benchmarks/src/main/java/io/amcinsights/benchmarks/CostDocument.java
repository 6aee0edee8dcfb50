package io.amcinsights.benchmarks;

import io.amcinsights.core.cost.Prices;
import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import java.util.List;
import java.util.Locale;

/** The text of docs/cost.md. */
final class CostDocument {

  private static final int THOUSAND = 1_000;

  /** Every five minutes the replaced system loads what waits: so many batches of an even day. */
  private static final int BATCHES_OF_A_DAY = 288;

  /** A batch of it holds 100 files at most. */
  private static final int FULL_BATCHES = 10;

  private static final int GOAL = 20;

  private static final List<Long> BACKFILLS = List.of(2_000_000_000L, 10_000_000_000L);

  private final Prices prices;
  private final List<CostBenchmark.Row> rows;
  private final CostBenchmark.Window window;
  private final GlueLoad glue;
  private final StringBuilder text = new StringBuilder();

  CostDocument(
      Prices prices, List<CostBenchmark.Row> rows, CostBenchmark.Window window, GlueLoad glue) {
    this.prices = prices;
    this.rows = rows;
    this.window = window;
    this.glue = glue;
  }

  String text() {
    line("# Cost");
    line("");
    line(
        "Written by `benchmarks/run cost`; not edited by hand. What the work of processing costs:");
    line(
        "requests, functions, state machines and Glue, without storage, logs, traces and free tiers.");
    line("`lake cost` shows the same for what a lake really processed.");
    line("");
    ours();
    services();
    backfills();
    comparison();
    assumptions();
    prices();
    return text.toString();
  }

  private void ours() {
    line("## This system");
    line("");
    line("| file | one at a time: per 1,000 | per GB | many at once: per 1,000 | per GB |");
    line("|---|---|---|---|---|");
    for (CostBenchmark.Row row : rows) {
      double single = dollars(row.single());
      double batch = dollars(row.batch());
      line(
          "| %s | %s | %s | %s | %s |",
          size(row.bytes()),
          money(single * THOUSAND),
          money(single * 1e9 / row.bytes()),
          money(batch * THOUSAND) + atOnce(row),
          money(batch * 1e9 / row.bytes()));
    }
    line("");
  }

  private static String atOnce(CostBenchmark.Row row) {
    return " (%d in %d %s)"
        .formatted(
            row.batch().files(), row.batch().loads(), row.batch().loads() == 1 ? "load" : "loads");
  }

  private void services() {
    CostBenchmark.Row row = compared();
    Usage single = each(row.single());
    Usage batch = each(row.batch());
    Usage replaced = ReplacedSystem.file().plus(ReplacedSystem.batch(0, 1));
    line(
        "What one file of %s takes, by what AWS counts; the replaced system in a batch of one:",
        size(row.bytes()));
    line("");
    line("| | one at a time | many at once | replaced | price of 1,000 units |");
    line("|---|---|---|---|---|");
    for (Unit unit : Unit.values()) {
      line(
          "| %s, %s | %s | %s | %s | $%s |",
          unit.service(),
          unit.label(),
          number(single.amount(unit)),
          number(batch.amount(unit)),
          number(replaced.amount(unit)),
          number(prices.of(unit) * THOUSAND));
    }
    line(
        "| dollars per 1,000 files | %s | %s | %s | |",
        money(prices.of(single) * THOUSAND),
        money(prices.of(batch) * THOUSAND),
        money(prices.of(replaced) * THOUSAND));
    line("");
  }

  /** Loads that are too large for a function. */
  private void backfills() {
    CostBenchmark.Row large = rows.get(rows.size() - 1);
    line("## Large loads in Glue");
    line("");
    line(
        "What the run of a load in Glue takes; stage A, before it, costs what the tables above say.");
    line(
        "Beside it the same bytes as files of %s, staged and loaded by functions:",
        size(large.bytes()));
    line("");
    line(
        "| delivered | seconds | DPU-seconds | the run | per GB | in functions, stage A included |");
    line("|---|---|---|---|---|---|");
    for (long bytes : BACKFILLS) {
      double run = prices.of(glue.usage(bytes));
      line(
          "| %d GB | %.0f | %.0f | %s | %s | %s |",
          bytes / 1_000_000_000,
          glue.seconds(bytes),
          glue.usage(bytes).amount(Unit.GLUE_DPU_SECONDS),
          money(run),
          money(run * 1e9 / bytes),
          money(dollars(large.batch()) * bytes / large.bytes()));
    }
    line("");
    line(
        "Not measured on Glue: %d workers of one DPU each, %.0f s of start, then %s MB of delivered",
        GlueLoad.DPUS, GlueLoad.START_SECONDS, number(glue.mbPerSecond()));
    line(
        "files a second by both together. `benchmarks/run spark` measures two threads of one machine.");
    line("");
  }

  private void comparison() {
    CostBenchmark.Row row = compared();
    double single = dollars(row.single());
    double batch = dollars(row.batch());
    double waiting = dollars(window.taken());
    line("## Beside the replaced system: 1,000 files of %s a day", size(row.bytes()));
    line("");
    line("Its cost is that of its batches: one Glue run of at least a minute each. A schedule of");
    line(
        "five minutes takes what waits for a dataset, 1 to 100 files. So the ratio depends on when");
    line("files come:");
    line("");
    line(
        "| files come | its batches | replaced, 1 DPU | 2 DPU | this system | ratio, 1 DPU | 2 DPU |");
    line("|---|---|---|---|---|---|---|");
    compare("one in a batch", THOUSAND, single);
    compare("evenly over the day, all of one dataset", BATCHES_OF_A_DAY, single);
    compare("the same, both wait five minutes", BATCHES_OF_A_DAY, waiting);
    compare("all at once, all of one dataset", FULL_BATCHES, batch);
    line("");
    line(
        "Dollars are those of a day. Its runs ask for 1 DPU where its job is given 2, and which of");
    line("them is billed is not known. One in a batch is what a lake of many datasets with some");
    line("files each meets, or one whose files come more than five minutes apart.");
    line("");
    line(
        "In the second row this system loads every file as it comes, which takes seconds and is its");
    line(
        "dearest way, while the other waits up to five minutes for its batches. In the third both");
    line(
        "wait alike: 3 or 4 files come together every five minutes, counted as %d files in %d bursts,",
        window.taken().files(), window.bursts());
    line(
        "which took %d loads. Where the replaced system fills its batches, both cost cents a day,",
        window.taken().loads());
    line("and the ratio says little.");
    line("");
    verdict(ratio(THOUSAND, single, 1), ratio(THOUSAND, single, 2));
  }

  private void verdict(double least, double most) {
    line(
        "The goal, 20 times below, with one file in a batch: %s with 2 DPU (%.0f), %s with 1 (%.1f).",
        most >= GOAL ? "met" : "missed", most, least >= GOAL ? "met" : "missed", least);
    line("");
  }

  private void compare(String when, int batches, double ours) {
    line(
        "| %s | %d | %s | %s | %s | %.1f | %.1f |",
        when,
        batches,
        money(replaced(batches, 1)),
        money(replaced(batches, 2)),
        money(ours * THOUSAND),
        ratio(batches, ours, 1),
        ratio(batches, ours, 2));
  }

  private double replaced(int batches, int dpus) {
    return prices.of(ReplacedSystem.file()) * THOUSAND
        + prices.of(ReplacedSystem.batch(0, dpus)) * batches;
  }

  private double ratio(int batches, double ours, int dpus) {
    return replaced(batches, dpus) / (ours * THOUSAND);
  }

  private void assumptions() {
    line("## What was counted and what was assumed");
    line("");
    line("Counted in a whole local lake: requests of every client of the AWS SDK, the table");
    line(
        "library's included; DynamoDB's request units as the local DynamoDB reports them, indexes");
    line("included; states entered; invocations and their times by the memory the templates give.");
    line("Assumed, because a local lake cannot count it:");
    line("");
    line(
        "- each call of a function to S3 or DynamoDB waits %s s longer in a region, at 1.5 GB;",
        number(CostBenchmark.SECONDS_A_CALL));
    line("- %d Data Catalog requests a load;", CostBenchmark.CATALOG_A_LOAD);
    line(
        "- %s KMS requests an S3 request (bucket keys save up to 99%%);",
        number(CostBenchmark.KMS_AN_S3_CALL));
    line("- starts of functions are not billed apart; receives of nothing are not in the tables:");
    line(
        "  five pollers of 20 s are 21,600 a day for each queue, %s a day.",
        money(21_600 * prices.of(Unit.SQS_REQUESTS)));
    line("");
    line("Times of functions are those of a machine with two cores that other work may share.");
    line("");
    line("Of the replaced system, its calls were counted for one file (37 to DynamoDB, 26 to SSM,");
    line("14 to S3, one metric for each function). In its favour: half of its DynamoDB calls are");
    line("reads, every item is below 1 KB, SSM is free, functions take 0.3 s at 256 MB and 1 s at");
    line("1,536 MB, the Glue run takes the least it is billed for, 60 s, and has 1 DPU where");
    line("nothing else is said; FIFO queues at the price of standard ones; no KMS.");
    line("");
  }

  private void prices() {
    line("## Prices");
    line("");
    line("%s, %s. %s", prices.region(), prices.date(), prices.remark());
    line("");
    line("| | dollars per 1,000 | source |");
    line("|---|---|---|");
    for (Unit unit : Unit.values()) {
      line(
          "| %s, %s | %s | %s |",
          unit.service(),
          unit.label(),
          number(prices.of(unit) * THOUSAND),
          prices.sources().getOrDefault(unit, ""));
    }
  }

  private CostBenchmark.Row compared() {
    return rows.stream()
        .filter(row -> row.bytes() == CostBenchmark.COMPARED)
        .findFirst()
        .orElse(rows.get(0));
  }

  private double dollars(MeteredLake.Taken taken) {
    return prices.of(each(taken));
  }

  private static Usage each(MeteredLake.Taken taken) {
    return CostBenchmark.usage(taken).times(1.0 / taken.files());
  }

  private void line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    text.append('\n');
  }

  private static String money(double dollars) {
    return String.format(Locale.ROOT, dollars < 0.1 ? "$%.4f" : "$%.2f", dollars);
  }

  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String size(long bytes) {
    return bytes < 1_000_000 ? bytes / 1_000 + " KB" : bytes / 1_000_000 + " MB";
  }
}

package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake backfill}: processes what lies in a bucket and is not in the lake. */
@Command(
    name = "backfill",
    description = {
      "Processes what lies in a bucket and is not in the lake, as if it were delivered now.",
      "May be repeated and interrupted at any time: nothing is counted twice."
    })
final class BackfillCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--tenant", paramLabel = "T", description = "All of this tenant's bucket.")
  private @Nullable String tenant;

  @Option(
      names = "--prefix",
      paramLabel = "P",
      description =
          "Keys that begin so: s3://BUCKET/PREFIX, or TEAM/DATASET/... of the raw bucket; with"
              + " --tenant, of its bucket.")
  private @Nullable String prefix;

  @Option(
      names = "--since",
      paramLabel = "D",
      description = "Only objects written since: a day, a time, or an age such as 7d.")
  private @Nullable String since;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--include-failed",
      description = "Also what is FAILED or QUARANTINED; otherwise it is only counted.")
  private boolean includeFailed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many objects a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--max-queued",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Pause while the ingest queue holds so many, so that new deliveries are not held up"
              + " (default: ${DEFAULT-VALUE}).")
  private int maxQueued;

  @Option(
      names = "--resume",
      paramLabel = "TOKEN",
      description = "Go on where an interrupted run stopped; it printed the token.")
  private @Nullable String resume;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  BackfillCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    check();
    var run = new BackfillRun(context.client(), context.output(), request(), rate, resume);
    Interruption interruption =
        Interruption.here(
            () -> context.output().note("Stopping when the step under way has ended ..."));
    try {
      long total = run.count();
      report(dryRun ? run.compare(total) : run.enqueue(total));
      return CommandFailure.DONE;
    } catch (InterruptedException e) {
      sayHowToGoOn(run);
      return CommandFailure.FAILED;
    } catch (CommandFailure e) {
      sayHowToGoOn(run);
      throw e;
    } finally {
      interruption.end();
    }
  }

  private void check() {
    if (tenant == null && (prefix == null || prefix.isEmpty())) {
      throw CommandFailure.usage(
          "Say what to backfill: --tenant T or --prefix P. Tenants: lake tenant list");
    }
    if (rate < 1 || maxQueued < 1) {
      throw CommandFailure.usage(
          "--rate is %d and --max-queued %d; both must be 1 or more".formatted(rate, maxQueued));
    }
  }

  private ObjectNode request() {
    ObjectNode request =
        Json.object().put("includeFailed", includeFailed).put("queueLimit", maxQueued);
    Json.putIfPresent(request, "tenant", tenant);
    Json.putIfPresent(request, "prefix", prefix);
    Json.putIfPresent(request, "since", since);
    return request;
  }

  private void report(BackfillTotals done) {
    Output output = context.output();
    if (json) {
      output.json(done.json(dryRun));
      return;
    }
    lines(done.sums()).forEach(output::line);
    if (dryRun && !done.by().isEmpty()) {
      printOwners(output, done.by());
    }
    printAfter(output, done.sums().path("enqueued").asLong());
  }

  private static void printOwners(Output output, JsonNode by) {
    output.line("");
    var table = new TextTable("TENANT", "DATASET", "OBJECTS", "BYTES");
    for (JsonNode it : by) {
      table.row(
          Words.orDash(it.path("tenant")),
          Words.orDash(it.path("dataset")),
          it.path("objects").asText(),
          it.path("bytes").asText());
    }
    table.print(output);
    output.line("");
  }

  private List<String> lines(JsonNode done) {
    var lines = new ArrayList<String>();
    long enqueued = done.path("enqueued").asLong();
    lines.add(
        "%s: %,d objects, %,d %s (%,d bytes)"
            .formatted(
                done.path("bucket").asText(),
                done.path("looked").asLong(),
                enqueued,
                dryRun ? "would be enqueued" : "enqueued",
                done.path("enqueuedBytes").asLong()));
    add(lines, done, "committed", "in the lake already");
    add(lines, done, "inFlight", "under way");
    add(lines, done, "skipped", "skipped before, nothing to load");
    add(lines, done, "outOfRange", "outside of the time asked for");
    add(
        lines,
        done,
        "failed",
        "FAILED, left alone. Again: lake dlq redrive --all, or lake backfill --include-failed");
    add(
        lines,
        done,
        "quarantined",
        "QUARANTINED, left alone. Why: lake objects --state QUARANTINED;"
            + " again: lake backfill --include-failed");
    return lines;
  }

  private void printAfter(Output output, long enqueued) {
    if (enqueued > 0) {
      output.line(
          dryRun
              ? "At %d a second enqueuing takes about %s."
                  .formatted(rate, Words.seconds(Duration.ofSeconds((enqueued + rate - 1) / rate)))
              : "Follow them: lake wait, lake objects");
    }
  }

  private static void add(List<String> lines, JsonNode done, String count, String what) {
    long value = done.path(count).asLong();
    if (value > 0) {
      lines.add("  %,d %s".formatted(value, what));
    }
  }

  private void sayHowToGoOn(BackfillRun run) {
    String token = run.token();
    context
        .output()
        .note(
            token == null
                ? "Stopped before anything was done. To begin, give the same command again."
                : "Stopped. To go on, give the same options and: --resume " + token);
  }
}

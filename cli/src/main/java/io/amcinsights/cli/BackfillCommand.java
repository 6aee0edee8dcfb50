package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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

  /** A listing's page: steps that announce nothing need no smaller one. */
  private static final int PAGE = 1_000;

  private static final List<String> COUNTS =
      List.of(
          "looked",
          "enqueued",
          "enqueuedBytes",
          "committed",
          "inFlight",
          "skipped",
          "quarantined",
          "failed",
          "outOfRange");

  private static final Duration HELD = Duration.ofSeconds(1);

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

  private volatile @Nullable String token;

  BackfillCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    LakeClient client = context.client();
    token = resume;
    var interrupted = new Thread(this::sayHowToGoOn, "backfill-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      long total = dryRun ? 0 : run(client, "COUNT", 0).path("looked").asLong();
      token = resume;
      ObjectNode done = run(client, dryRun ? "DRY_RUN" : "ENQUEUE", total);
      Runtime.getRuntime().removeShutdownHook(interrupted);
      report(done);
      return CommandFailure.DONE;
    } catch (CommandFailure e) {
      Runtime.getRuntime().removeShutdownHook(interrupted);
      sayHowToGoOn();
      throw e;
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

  private ObjectNode run(LakeClient client, String mode, long total) throws InterruptedException {
    ObjectNode sum = Json.object();
    COUNTS.forEach(count -> sum.put(count, 0L));
    boolean enqueues = mode.equals("ENQUEUE");
    long start = System.nanoTime();
    String next = resume;
    do {
      JsonNode step = client.post("/backfill", request(mode, next));
      COUNTS.forEach(it -> sum.put(it, sum.path(it).asLong() + step.path(it).asLong()));
      sum.put("bucket", step.path("bucket").asText());
      next = step.hasNonNull("next") ? step.path("next").asText() : null;
      if (enqueues) {
        token = next;
      }
      show(mode, sum, total, System.nanoTime() - start);
      if (next != null && enqueues) {
        pause(step, sum, start);
      }
    } while (next != null);
    context.output().endProgress();
    return sum;
  }

  private ObjectNode request(String mode, @Nullable String from) {
    ObjectNode request =
        Json.object()
            .put("mode", mode)
            .put("includeFailed", includeFailed)
            .put("most", mode.equals("ENQUEUE") ? rate : PAGE)
            .put("queueLimit", maxQueued);
    Json.putIfPresent(request, "tenant", tenant);
    Json.putIfPresent(request, "prefix", prefix);
    Json.putIfPresent(request, "since", since);
    Json.putIfPresent(request, "from", from);
    return request;
  }

  /** Until as much time has passed as the objects so far may take. */
  private void pause(JsonNode step, JsonNode sum, long start) throws InterruptedException {
    if (step.path("held").asBoolean()) {
      context
          .output()
          .progress("The ingest queue holds " + step.path("queued").asLong() + ": waiting for it");
      TimeUnit.MILLISECONDS.sleep(HELD.toMillis());
      return;
    }
    long due = sum.path("enqueued").asLong() * TimeUnit.SECONDS.toNanos(1) / rate;
    long early = due - (System.nanoTime() - start);
    if (early > 0) {
      TimeUnit.NANOSECONDS.sleep(early);
    }
  }

  private void show(String mode, JsonNode sum, long total, long nanos) {
    long looked = sum.path("looked").asLong();
    String text =
        mode.equals("COUNT")
            ? "Counting: %,d objects".formatted(looked)
            : "%,d%s objects looked at, %,d %s%s"
                .formatted(
                    looked,
                    total > 0 ? " of %,d".formatted(total) : "",
                    sum.path("enqueued").asLong(),
                    dryRun ? "to enqueue" : "enqueued",
                    left(looked, total, nanos));
    context.output().progress(text);
  }

  private static String left(long looked, long total, long nanos) {
    if (looked == 0 || total <= looked) {
      return "";
    }
    long rest = (long) ((double) nanos / looked * (total - looked));
    return ", about " + Words.seconds(Duration.ofNanos(rest)) + " left";
  }

  private void report(ObjectNode done) {
    Output output = context.output();
    if (json) {
      output.json(done.put("dryRun", dryRun));
      return;
    }
    for (String line : lines(done)) {
      output.line(line);
    }
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
    if (enqueued > 0) {
      lines.add(
          dryRun
              ? "At %d a second enqueuing takes about %s."
                  .formatted(rate, Words.seconds(Duration.ofSeconds((enqueued + rate - 1) / rate)))
              : "Follow them: lake wait, lake objects");
    }
    return lines;
  }

  private static void add(List<String> lines, JsonNode done, String count, String what) {
    long value = done.path(count).asLong();
    if (value > 0) {
      lines.add("  %,d %s".formatted(value, what));
    }
  }

  private void sayHowToGoOn() {
    String at = token;
    if (at != null) {
      context.output().note("Stopped. To go on, give the same options and: --resume " + at);
    }
  }
}

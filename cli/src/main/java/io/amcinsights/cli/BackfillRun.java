package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes a backfill step by step, says how far it is, and knows where it stands. */
final class BackfillRun {

  /** A listing's page: steps that announce nothing need no smaller one. */
  private static final int PAGE = 1_000;

  private static final Duration HELD = Duration.ofSeconds(1);

  private final LakeClient client;
  private final Output output;
  private final ObjectNode request;
  private final int rate;
  private final @Nullable String begin;
  private @Nullable String token;

  /**
   * @param request what every step has in common
   * @param rate objects announced in a second at most
   * @param begin token of an earlier run; null for all of it
   */
  BackfillRun(
      LakeClient client, Output output, ObjectNode request, int rate, @Nullable String begin) {
    this.client = client;
    this.output = output;
    this.request = request;
    this.rate = rate;
    this.begin = begin;
    this.token = begin;
  }

  /** Where a later run goes on; null when nothing was done, or everything. */
  @Nullable String token() {
    return token;
  }

  /** How many objects there are to look at. */
  long count() throws InterruptedException {
    return steps("COUNT", PAGE, 0).sums().path("looked").asLong();
  }

  /** Compares {@code total} objects with the lake. */
  BackfillTotals compare(long total) throws InterruptedException {
    return steps("DRY_RUN", PAGE, total);
  }

  /** Announces what the lake lacks of {@code total} objects. */
  BackfillTotals enqueue(long total) throws InterruptedException {
    return steps("ENQUEUE", rate, total);
  }

  /**
   * Takes all steps.
   *
   * @throws InterruptedException between two steps, never within one, so that the token is right
   */
  private BackfillTotals steps(String mode, int most, long total) throws InterruptedException {
    var totals = new BackfillTotals();
    boolean enqueues = mode.equals("ENQUEUE");
    long start = System.nanoTime();
    String next = begin;
    do {
      JsonNode step = client.post("/backfill", step(mode, most, next));
      totals.add(step);
      next = step.hasNonNull("next") ? step.path("next").asText() : null;
      if (enqueues) {
        token = next;
      }
      output.progress(words(mode, totals.sums(), total, System.nanoTime() - start));
      if (next != null) {
        pause(enqueues, step, totals.sums(), start);
      }
    } while (next != null);
    output.endProgress();
    return totals;
  }

  private ObjectNode step(String mode, int most, @Nullable String from) {
    ObjectNode step = request.deepCopy().put("mode", mode).put("most", most);
    Json.putIfPresent(step, "from", from);
    return step;
  }

  /** Until as much time has passed as the objects so far may take. */
  private void pause(boolean enqueues, JsonNode step, JsonNode sums, long start)
      throws InterruptedException {
    long early = 0;
    if (step.path("held").asBoolean()) {
      output.progress(
          "The ingest queue holds %,d: waiting for it".formatted(step.path("queued").asLong()));
      early = HELD.toNanos();
    } else if (enqueues) {
      long due = sums.path("enqueued").asLong() * TimeUnit.SECONDS.toNanos(1) / rate;
      early = Math.max(0, due - (System.nanoTime() - start));
    }
    // Also without a time to wait: whoever is interrupted stops here.
    TimeUnit.NANOSECONDS.sleep(early);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static String words(String mode, JsonNode sums, long total, long nanos) {
    long looked = sums.path("looked").asLong();
    if (mode.equals("COUNT")) {
      return "Counting: %,d objects".formatted(looked);
    }
    return "%,d%s objects looked at, %,d %s%s"
        .formatted(
            looked,
            total > 0 ? " of %,d".formatted(total) : "",
            sums.path("enqueued").asLong(),
            mode.equals("ENQUEUE") ? "enqueued" : "to enqueue",
            left(looked, total, nanos));
  }

  private static String left(long looked, long total, long nanos) {
    if (looked == 0 || total <= looked) {
      return "";
    }
    long rest = (long) ((double) nanos / looked * (total - looked));
    return ", about " + Words.seconds(Duration.ofNanos(rest)) + " left";
  }
}

package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake wait}: returns when nothing is in flight. */
@Command(name = "wait", description = "Returns when nothing is in flight any more.")
final class WaitCommand implements Callable<Integer> {

  // Twice quiet this far apart: between two queues a message is in neither for a moment.
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final CommandContext context;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "300",
      description = "Give up after this many seconds (default: ${DEFAULT-VALUE}).")
  private int timeout;

  WaitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    until(context.client(), context.output(), Duration.ofSeconds(timeout));
    return CommandFailure.DONE;
  }

  /** Waits, showing what is in flight. */
  static void until(LakeClient client, Output output, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    int quiet = 0;
    while (quiet < 2) {
      JsonNode report = client.post("/wait", Json.object());
      boolean idle = report.path("idle").asBoolean();
      quiet = idle ? quiet + 1 : 0;
      if (!idle) {
        output.progress("In flight: " + inFlight(report));
        if (System.nanoTime() > end) {
          throw CommandFailure.failed(
              "Still in flight after %s: %s. Look closer: lake objects, lake executions"
                  .formatted(Words.seconds(patience), inFlight(report)));
        }
      } else if (quiet == 2) {
        remarkWaiting(output, report);
      }
      if (quiet < 2) {
        Thread.sleep(PAUSE.toMillis());
      }
    }
    output.endProgress();
  }

  private static void remarkWaiting(Output output, JsonNode report) {
    long waiting = report.path("waitingForTenant").asLong();
    if (waiting > 0) {
      output.note(
          Words.count(waiting, "delivery waits", "deliveries wait")
              + " for a tenant that is not ready; they do not count as in flight.");
    }
  }

  private static String inFlight(JsonNode report) {
    return StreamSupport.stream(report.path("inFlight").spliterator(), false)
        .map(it -> it.path("what").asText() + " " + it.path("count").asText())
        .collect(Collectors.joining(", "));
  }
}

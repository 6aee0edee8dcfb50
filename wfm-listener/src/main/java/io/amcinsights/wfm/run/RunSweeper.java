package io.amcinsights.wfm.run;

import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.run.Slots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Has runs go on that nobody works on any more, and takes back the places of those that ended. */
final class RunSweeper {

  private static final Logger LOG = LogManager.getLogger(RunSweeper.class);

  /** As many as a function sees to in a minute. */
  private static final int MOST = 1_000;

  /** A run that began this short a time ago may be about to get its execution. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Runs runs;
  private final Slots slots;
  private final Machines machines;
  private final String machine;
  private final Metrics metrics;
  private final Clock clock;

  RunSweeper(
      Runs runs, Slots slots, Machines machines, String machine, Metrics metrics, Clock clock) {
    this.runs = runs;
    this.slots = slots;
    this.machines = machines;
    this.machine = machine;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Sweeps; returns how many runs had been left alone. */
  int sweep() {
    int lost = 0;
    Instant settled = clock.instant().minus(FRESH);
    for (Run run : runs.open(MOST)) {
      if (run.createdAt().isBefore(settled) && isAlone(run)) {
        LOG.warn("Run {} was {} and nobody worked on it; it goes on", run.runId(), run.state());
        machines.start(machine, nextName(run), RunStarter.input(run));
        lost++;
      }
    }
    slots.tenants().forEach(this::takeBack);
    metrics.count(Metric.RUN_TROUBLE, lost);
    return lost;
  }

  private boolean isAlone(Run run) {
    return Stream.iterate(0, it -> it + 1)
        .map(it -> name(run, it))
        .map(it -> machines.status(machine, it))
        .takeWhile(it -> it != Machines.Status.ABSENT)
        .noneMatch(it -> it == Machines.Status.RUNNING);
  }

  private String nextName(Run run) {
    return Stream.iterate(0, it -> it + 1)
        .map(it -> name(run, it))
        .filter(it -> machines.status(machine, it) == Machines.Status.ABSENT)
        .findFirst()
        .orElseThrow();
  }

  /** An execution's name is used once: later ones are counted. */
  private static String name(Run run, int number) {
    return number == 0 ? run.runId() : run.runId() + "-" + number;
  }

  private void takeBack(String tenant) {
    Slots.Queue queue = slots.of(tenant);
    Stream.concat(queue.running().stream(), queue.waiting().stream())
        .filter(it -> hasEnded(tenant, it))
        .forEach(
            it -> {
              LOG.warn("Run {} ended and kept its place in AMC; it is free again", it);
              slots.release(tenant, it);
            });
  }

  private boolean hasEnded(String tenant, String runId) {
    Optional<Run> run = runs.find(tenant, runId);
    return run.isEmpty() || run.get().state().isFinal();
  }
}

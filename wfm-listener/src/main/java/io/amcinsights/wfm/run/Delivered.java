package io.amcinsights.wfm.run;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Run.Result;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.run.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Links a run that succeeded to the object AMC delivered, and so to its table and rows. */
final class Delivered {

  private static final Logger LOG = LogManager.getLogger(Delivered.class);

  private final Runs runs;
  private final Results results;
  private final Metrics metrics;
  private final Pace pace;
  private final Clock clock;

  Delivered(RunParts parts) {
    this.runs = parts.runs();
    this.results = parts.results();
    this.metrics = parts.metrics();
    this.pace = parts.pace();
    this.clock = parts.clock();
  }

  /** How long to wait for the run's rows; empty when they are there, or will not come. */
  Optional<Duration> wait(Run run) {
    String uri = run.progress().outputUri();
    Optional<Delivery> delivery = uri == null ? Optional.empty() : find(uri);
    if (delivery.isPresent()) {
      Delivery it = delivery.get();
      switch (it.state()) {
        case COMMITTED, SKIPPED -> {
          long rows = it.rows() == null ? 0L : it.rows();
          link(run, new Result(uri, it.table(), rows));
          return Optional.empty();
        }
        case QUARANTINED, FAILED -> {
          link(run, new Result(uri, it.table(), null));
          return missing(run, "Its result %s is %s: %s".formatted(uri, it.state(), it.reason()));
        }
        default -> link(run, new Result(uri, it.table(), null));
      }
    }
    return isOverdue(run)
        ? missing(run, delivery.isPresent() ? onItsWay(uri) : absent(uri))
        : Optional.of(pause(run));
  }

  private Optional<Delivery> find(String uri) {
    try {
      return results.of(ObjectId.parse(uri));
    } catch (InvalidInputException e) {
      LOG.warn("AMC says a result is in '{}', which is no object", uri);
      return Optional.empty();
    }
  }

  private static String absent(@Nullable String uri) {
    return uri == null
        ? "AMC does not say where its result is"
        : "AMC says its result is %s, and nothing came there".formatted(uri);
  }

  private static String onItsWay(@Nullable String uri) {
    return "Its result %s is no rows yet: lake objects says why".formatted(uri);
  }

  private Optional<Duration> missing(Run run, String reason) {
    LOG.error("Run {} succeeded without rows: {}", run.runId(), reason);
    runs.change(
            run.tenant(),
            run.runId(),
            it ->
                it.state().mayBecome(RunState.MISSING)
                    ? Optional.of(it.moved(RunState.MISSING, reason, clock.instant()))
                    : Optional.empty())
        .ifPresent(it -> metrics.count(Metric.RUNS_WITHOUT_OBJECT, 1));
    return Optional.empty();
  }

  private void link(Run run, Result result) {
    runs.change(
        run.tenant(),
        run.runId(),
        it -> it.result().equals(result) ? Optional.empty() : Optional.of(it.with(result)));
  }

  private boolean isOverdue(Run run) {
    return sinceEnd(run).compareTo(pace.delivered()) > 0;
  }

  /** Results are rows within seconds, or take long. */
  private Duration pause(Run run) {
    long millis = Math.max(pace.first().toMillis() / 2, sinceEnd(run).toMillis() / 3);
    return Duration.ofMillis(Math.min(millis, pace.longest().toMillis()));
  }

  private Duration sinceEnd(Run run) {
    Instant end = run.progress().finalAt();
    return end == null ? Duration.ZERO : Duration.between(end, clock.instant());
  }
}

package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Rules that fire by the clock, for the first time one period after they were put.
 *
 * <p>A tick that finds the one before still running is left out: the next one comes anyway.
 */
final class Schedules {

  private static final Logger LOG = LogManager.getLogger(Schedules.class);

  private final Targets targets;
  private final ScheduledExecutorService clock;
  private final ExecutorService invocations;
  private final Map<String, Entry> entries = new HashMap<>();
  private final AtomicInteger running = new AtomicInteger();

  private record Entry(Rules.Rule rule, Future<?> ticks) {}

  Schedules(Targets targets, ScheduledExecutorService clock, ExecutorService invocations) {
    this.targets = targets;
    this.clock = clock;
    this.invocations = invocations;
  }

  boolean isRunning() {
    return running.get() > 0;
  }

  synchronized void put(Rules.Rule rule) {
    Entry before = entries.get(rule.arn());
    if (before != null && before.rule().equals(rule)) {
      return;
    }
    remove(rule.arn());
    Duration every = rule.every();
    if (every == null || !rule.enabled()) {
      return;
    }
    AtomicInteger busy = new AtomicInteger();
    Future<?> ticks =
        clock.scheduleAtFixedRate(
            () -> tick(rule, busy), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    entries.put(rule.arn(), new Entry(rule, ticks));
  }

  synchronized void remove(String arn) {
    Entry before = entries.remove(arn);
    if (before != null) {
      before.ticks().cancel(false);
    }
  }

  private void tick(Rules.Rule rule, AtomicInteger busy) {
    for (Rules.Target target : rule.targets()) {
      if (busy.getAndIncrement() >= rule.targets().size()) {
        busy.decrementAndGet();
        continue;
      }
      running.incrementAndGet();
      invocations.execute(
          () -> {
            try {
              fire(rule, target);
            } finally {
              busy.decrementAndGet();
              running.decrementAndGet();
            }
          });
    }
  }

  private void fire(Rules.Rule rule, Rules.Target target) {
    JsonNode input = target.input();
    String body = Json.write(input == null ? event(rule) : input);
    try {
      if (targets.isQueue(target.arn())) {
        targets.send(target.arn(), Map.of(target.id(), body));
      } else {
        targets.invoke(target.arn(), body);
      }
    } catch (RuntimeException e) {
      LOG.warn("Schedule {} failed and comes again in {}", rule.name(), rule.every(), e);
    }
  }

  private static ObjectNode event(Rules.Rule rule) {
    ObjectNode event =
        Json.object()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Scheduled Event")
            .put("source", "aws.events")
            .put("account", rule.bus().account())
            .put("region", rule.bus().region())
            .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.putArray("resources").add(rule.arn());
    event.putObject("detail");
    return event;
  }
}

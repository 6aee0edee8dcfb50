package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds what one pipeline left in flight without anybody working on it, and gets it going again.
 *
 * <p>It starts from the deliveries, not from the tables: a delivery that is in flight and has not
 * changed for a while is the only sign of trouble that matters.
 */
final class Sweeper {

  private static final Logger LOG = LogManager.getLogger(Sweeper.class);
  private static final int MOST_DELIVERIES = 5_000;

  private final String pipeline;
  private final ObjectCatalog catalog;
  private final Datasets datasets;
  private final StageASweep stageA;
  private final StageBSweep stageB;
  private final PipelineHealth health;
  private final Clock clock;

  /**
   * For one pipeline.
   *
   * @param pipeline {@code {team}-{pipeline}}
   */
  Sweeper(
      String pipeline,
      ObjectCatalog catalog,
      Datasets datasets,
      StageASweep stageA,
      StageBSweep stageB,
      PipelineHealth health,
      Clock clock) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.datasets = datasets;
    this.stageA = stageA;
    this.stageB = stageB;
    this.health = health;
    this.clock = clock;
  }

  /** How long a delivery may stand still before it is looked at. */
  static final class Patience {

    /** Longer than any run of LightTransform with its retries. */
    static final Duration STAGING = Duration.ofMinutes(15);

    /** Longer than a ring takes to start an execution, and than its start stays unseen. */
    static final Duration LOADING = Duration.ofMinutes(1);

    static final Duration TENANT = Duration.ofHours(24);

    private Patience() {}
  }

  /**
   * What a sweep did.
   *
   * @param retried deliveries sent through stage A again
   * @param settled loads that were finished or given up
   * @param rung tables whose writer was rung for
   * @param failed things that could not be looked after; the next sweep tries again
   */
  record Swept(int retried, int settled, int rung, int failed) {

    Swept plus(Swept other) {
      return new Swept(
          retried + other.retried,
          settled + other.settled,
          rung + other.rung,
          failed + other.failed);
    }
  }

  Swept sweep() {
    long start = System.nanoTime();
    Instant now = clock.instant();
    Known known = new Known();
    Swept swept = new Swept(0, 0, 0, 0);
    for (DeliveryState state : List.of(DeliveryState.RECEIVED, DeliveryState.STAGING)) {
      for (Delivery delivery : known.still(state, now.minus(Patience.STAGING))) {
        Dataset dataset = known.mine(delivery).orElseThrow();
        swept = swept.plus(tried(delivery, () -> stageA.sweep(delivery, dataset)));
      }
    }
    List<Delivery> waiting = known.waiting(now);
    Instant tooLong = now.minus(Patience.TENANT);
    waiting.stream().filter(it -> it.updatedAt().isBefore(tooLong)).forEach(this::giveUpWaiting);
    for (Map.Entry<String, Dataset> table : tables(known, now).entrySet()) {
      swept =
          swept.plus(tried(table.getKey(), () -> stageB.sweep(table.getKey(), table.getValue())));
    }
    swept =
        swept.plus(
            tried(
                "The health of pipeline " + pipeline,
                () -> {
                  health.measure(it -> known.mine(it).isPresent(), known.oldest, waiting.size());
                  return new Swept(0, 0, 0, 0);
                }));
    LOG.info(
        "Swept {}: {} deliveries retried, {} loads settled, {} tables rung, {} failed in {} ms",
        pipeline,
        swept.retried(),
        swept.settled(),
        swept.rung(),
        swept.failed(),
        (System.nanoTime() - start) / 1_000_000);
    return swept;
  }

  private Map<String, Dataset> tables(Known known, Instant now) {
    Map<String, Dataset> tables = new LinkedHashMap<>();
    for (DeliveryState state : List.of(DeliveryState.LOADING, DeliveryState.READY)) {
      for (Delivery delivery : known.still(state, now.minus(Patience.LOADING))) {
        String table = delivery.table();
        if (table != null) {
          known.mine(delivery).ifPresent(dataset -> tables.put(table, dataset));
        }
      }
    }
    return tables;
  }

  private void giveUpWaiting(Delivery delivery) {
    catalog.move(
        delivery.ref(),
        delivery.attempt(),
        Change.to(
            DeliveryState.QUARANTINED,
            "Tenant %s was not ready within 24 hours; finish its provisioning, then redrive"
                .formatted(delivery.tenant())));
  }

  /** One thing that cannot be swept must not keep the others from it. */
  private static Swept tried(Object what, Supplier<Swept> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.warn("{} could not be swept, the next sweep tries again", what, e);
      return new Swept(0, 0, 0, 1);
    }
  }

  /** Which deliveries are this pipeline's; every dataset is asked for once per sweep. */
  private final class Known {

    private final Map<String, Optional<Dataset>> byName = new HashMap<>();

    /** When the one that stood still longest was changed last. */
    private Optional<Instant> oldest = Optional.empty();

    /** Deliveries at work that have not changed since, longest unchanged first. */
    List<Delivery> still(DeliveryState state, Instant since) {
      List<Delivery> found = mine(state, since);
      oldest =
          Stream.concat(oldest.stream(), found.stream().limit(1).map(Delivery::updatedAt))
              .min(Comparator.naturalOrder());
      return found;
    }

    List<Delivery> waiting(Instant now) {
      return mine(DeliveryState.WAITING_FOR_TENANT, now);
    }

    private List<Delivery> mine(DeliveryState state, Instant since) {
      return catalog.inState(state, since, MOST_DELIVERIES).stream()
          .filter(it -> mine(it).isPresent())
          .toList();
    }

    Optional<Dataset> mine(Delivery delivery) {
      String name = delivery.dataset();
      return name == null
          ? Optional.empty()
          : byName
              .computeIfAbsent(name, datasets::find)
              .filter(dataset -> dataset.pipelineName().equals(pipeline));
    }
  }
}

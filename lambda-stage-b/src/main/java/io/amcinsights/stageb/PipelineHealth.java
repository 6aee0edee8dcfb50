package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.operator.QueueAdmin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Measures what only a look at the whole pipeline shows: failures that wait for a person, and how
 * long. An idle pipeline measures nothing.
 */
final class PipelineHealth {

  private static final Logger LOG = LogManager.getLogger(PipelineHealth.class);

  /**
   * The oldest failure of a pipeline is looked for among so many of all pipelines; with more, its
   * failed work still shows.
   */
  private static final int MOST_FAILURES = 1_000;

  private static final String DEAD_LETTERS = "-dlq";

  private final String pipeline;
  private final ObjectCatalog catalog;
  private final Datasets datasets;
  private final QueueAdmin queues;
  private final Metrics metrics;
  private final Clock clock;

  /**
   * For one pipeline.
   *
   * @param pipeline {@code {team}-{pipeline}}
   * @param queues asked for depths, by url
   */
  PipelineHealth(
      String pipeline,
      ObjectCatalog catalog,
      Datasets datasets,
      QueueAdmin queues,
      Metrics metrics,
      Clock clock) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.datasets = datasets;
    this.queues = queues;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Measures.
   *
   * @param mine whether a delivery is this pipeline's
   * @param oldestWork when the delivery in flight that stands still longest was changed last
   * @param waiting how many deliveries wait for their tenant
   */
  void measure(Predicate<Delivery> mine, Optional<Instant> oldestWork, long waiting) {
    metrics.count(Metric.FAILED_WORK, failedWork());
    age(Metric.OLDEST_FAILURE_SECONDS, oldestFailure(mine));
    age(Metric.OLDEST_WORK_SECONDS, oldestWork);
    metrics.count(Metric.WAITING_FOR_TENANT, waiting);
  }

  private void age(Metric metric, Optional<Instant> since) {
    since.ifPresent(it -> metrics.seconds(metric, Duration.between(it, clock.instant())));
  }

  private Optional<Instant> oldestFailure(Predicate<Delivery> mine) {
    return catalog.inState(DeliveryState.FAILED, clock.instant(), MOST_FAILURES).stream()
        .filter(mine)
        .findFirst()
        .map(Delivery::updatedAt);
  }

  private long failedWork() {
    return queuesOfFailures().stream().mapToLong(this::depth).sum();
  }

  private Set<String> queuesOfFailures() {
    Set<String> urls = new LinkedHashSet<>();
    for (String letter : List.of("a", "b")) {
      Optional<PipelineStage> stage = datasets.findStage(pipeline + "-stage-" + letter);
      stage.map(PipelineStage::failedQueue).ifPresent(urls::add);
      stage.map(PipelineStage::queue).ifPresent(queue -> deadLetters(urls, queue));
    }
    for (Dataset dataset : datasets.all()) {
      if (dataset.pipelineName().equals(pipeline)) {
        deadLetters(urls, dataset.stageBQueue());
      }
    }
    urls.remove("");
    return urls;
  }

  private static void deadLetters(Set<String> urls, String queue) {
    if (!queue.isEmpty()) {
      urls.add(queue + DEAD_LETTERS);
    }
  }

  /** A queue that cannot be asked keeps neither the others nor the sweep from it. */
  private long depth(String url) {
    var queue = new QueueAdmin.Queue(url.substring(url.lastIndexOf('/') + 1), url);
    try {
      return queues.depth(queue).total();
    } catch (RuntimeException e) {
      LOG.warn("Queue {} could not be asked how much it holds, the next sweep asks again", url, e);
      return 0;
    }
  }
}

package io.amcinsights.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Event source mappings: two pollers each, as few as show that one burst becomes several batches.
 */
public final class QueuePollers implements EventSourceMappings, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(QueuePollers.class);
  private static final int CONCURRENCY = 2;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final QueuePoller.Settings settings;
  private final Map<String, Running> mappings = new HashMap<>();
  private final AtomicInteger buffered = new AtomicInteger();

  private record Running(Spec spec, List<QueuePoller> pollers, List<Thread> threads) {

    void stop() {
      pollers.forEach(QueuePoller::stop);
    }
  }

  public QueuePollers(SqsClient sqs, Functions functions, String region) {
    this(new QueuePoller.Settings(sqs, functions, region, RETRY_AFTER));
  }

  QueuePollers(QueuePoller.Settings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized void put(Spec spec) {
    Running before = mappings.get(spec.id());
    if (before != null && before.spec().equals(spec)) {
      return;
    }
    remove(spec.id());
    if (spec.enabled()) {
      mappings.put(spec.id(), start(spec));
    }
  }

  @Override
  public synchronized void remove(String id) {
    Running before = mappings.remove(id);
    if (before != null) {
      before.stop();
    }
  }

  /** Messages that were taken from their queues and whose function has not answered. */
  public int buffered() {
    return buffered.get();
  }

  /** Takes no more messages and lets the batches under way finish, for a while. */
  @Override
  public void close() {
    List<Thread> threads = new ArrayList<>();
    synchronized (this) {
      mappings.values().forEach(Running::stop);
      mappings.values().forEach(running -> threads.addAll(running.threads()));
      mappings.clear();
    }
    // A poller that waits for messages needs no farewell: it ends with its long poll.
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (buffered.get() > 0 && System.nanoTime() < end) {
        for (Thread thread : threads) {
          TimeUnit.MILLISECONDS.timedJoin(thread, 20);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (buffered.get() > 0) {
      LOG.warn("{} messages are still being processed; they come again", buffered.get());
    }
  }

  private Running start(Spec spec) {
    Integer limit = spec.maximumConcurrency();
    int count = limit == null ? CONCURRENCY : Math.min(limit, CONCURRENCY);
    List<QueuePoller> pollers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      QueuePoller poller = new QueuePoller(spec, settings, buffered);
      Thread thread = new Thread(poller, "poller-" + spec.id() + "-" + i);
      thread.setDaemon(true);
      thread.start();
      pollers.add(poller);
      threads.add(thread);
    }
    return new Running(spec, pollers, threads);
  }
}

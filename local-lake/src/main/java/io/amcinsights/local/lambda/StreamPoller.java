package io.amcinsights.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;

/** Feeds one function from one stream: a shard in its order, and after the one it comes from. */
final class StreamPoller implements Runnable {

  private static final Logger LOG = LogManager.getLogger(StreamPoller.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final StreamMappings.Spec mapping;
  private final StreamPollers.Settings settings;
  private final StreamFilter filter;
  private final StreamDelivery delivery;
  private final Pause pause = new Pause();
  private final Map<String, ShardReader> readers = new HashMap<>();
  private volatile boolean removed;
  private volatile int taken;
  private long begun;
  private long lastEmpty;

  StreamPoller(StreamMappings.Spec mapping, StreamPollers.Settings settings) {
    this.mapping = mapping;
    this.settings = settings;
    this.filter = new StreamFilter(mapping.filters());
    this.delivery = new StreamDelivery(mapping, settings, pause);
  }

  void stop() {
    pause.stop();
  }

  /** Stops for good: a mapping of the same name starts from the beginning. */
  void remove() {
    removed = true;
    stop();
  }

  /** Records that were read and whose function has not answered. */
  int taken() {
    return taken;
  }

  /** Looks once more, so that nothing written before the question is missed. */
  synchronized boolean isIdle() {
    long next = begun + 1;
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (lastEmpty < next && !pause.isStopped()) {
        if (taken > 0 || begun > next || System.nanoTime() > end) {
          return false;
        }
        pause.wake();
        wait(20);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void run() {
    int failures = 0;
    while (!pause.isStopped()) {
      try {
        long number = begin();
        if (!pass()) {
          empty(number);
          pause.atMost(settings.idle());
        }
        failures = 0;
      } catch (RuntimeException e) {
        readers.clear();
        failures++;
        if (!pause.isStopped()) {
          LOG.warn("Stream {} cannot be read and is tried again", mapping.streamArn(), e);
          pause.atMost(Duration.ofMillis(Math.min(30_000, 200L << Math.min(failures, 10))));
        }
      }
    }
    if (removed) {
      settings.checkpoints().forget(mapping.id());
    }
  }

  private synchronized long begin() {
    return ++begun;
  }

  private synchronized void empty(long number) {
    lastEmpty = number;
    notifyAll();
  }

  /** A batch of every shard whose turn it is; false when there was nothing. */
  private boolean pass() {
    List<Shard> shards = shards();
    Set<String> ids = new HashSet<>();
    shards.forEach(shard -> ids.add(shard.shardId()));
    settings.checkpoints().retain(mapping.id(), ids);
    readers.keySet().retainAll(ids);
    boolean found = false;
    for (Shard shard : shards) {
      if (!pause.isStopped() && isDue(shard, ids)) {
        found |= read(shard.shardId());
      }
    }
    return found;
  }

  private boolean isDue(Shard shard, Set<String> ids) {
    String parent = shard.parentShardId();
    return !isAtEnd(shard.shardId())
        && (parent == null || !ids.contains(parent) || isAtEnd(parent));
  }

  private boolean isAtEnd(String shardId) {
    return settings.checkpoints().isAtEnd(mapping.id(), shardId);
  }

  private boolean read(String shardId) {
    ShardReader reader =
        readers.computeIfAbsent(shardId, id -> new ShardReader(mapping, settings, id));
    ShardReader.Page page = reader.next();
    if (!page.records().isEmpty()) {
      taken = page.records().size();
      try {
        deliver(shardId, page.records());
      } finally {
        taken = 0;
      }
    }
    if (page.end() && !pause.isStopped()) {
      settings.checkpoints().end(mapping.id(), shardId);
    }
    return page.end() || !page.records().isEmpty();
  }

  private void deliver(String shardId, List<Record> records) {
    List<Record> wanted =
        records.stream()
            .filter(it -> filter.accepts(StreamRecords.record(mapping, settings.region(), it)))
            .toList();
    if (wanted.isEmpty() || delivery.deliver(shardId, wanted)) {
      settings
          .checkpoints()
          .done(mapping.id(), shardId, records.get(records.size() - 1).dynamodb().sequenceNumber());
    }
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      StreamDescription page = settings.streams().describeStream(from(last)).streamDescription();
      shards.addAll(page.shards());
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return shards;
  }

  private DescribeStreamRequest from(@Nullable String shard) {
    return DescribeStreamRequest.builder()
        .streamArn(mapping.streamArn())
        .exclusiveStartShardId(shard)
        .build();
  }
}

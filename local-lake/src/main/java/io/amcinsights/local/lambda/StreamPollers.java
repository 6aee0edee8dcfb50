package io.amcinsights.local.lambda;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Table streams as event sources: one thread each. */
public final class StreamPollers implements StreamMappings, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(StreamPollers.class);
  private static final Duration BEAT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Settings settings;
  private final Map<String, Running> mappings = new HashMap<>();

  /**
   * What all pollers share.
   *
   * @param idle how long to wait when a stream has nothing new
   * @param retryAfter a failed batch comes again after this times its attempts, at most ten
   */
  record Settings(
      DynamoDbStreamsClient streams,
      SqsClient sqs,
      Functions functions,
      StreamCheckpoints checkpoints,
      String region,
      Clock clock,
      Duration idle,
      Duration retryAfter) {}

  private record Running(Spec spec, StreamPoller poller, Thread thread) {}

  /**
   * No mappings yet.
   *
   * @param folder of the lake, where the positions are kept
   */
  public StreamPollers(
      DynamoDbStreamsClient streams,
      SqsClient sqs,
      Functions functions,
      Path folder,
      String region) {
    this(
        new Settings(
            streams,
            sqs,
            functions,
            new StreamCheckpoints(folder.resolve("streams.json")),
            region,
            Clock.systemUTC(),
            BEAT,
            BEAT));
  }

  StreamPollers(Settings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized void put(Spec spec) {
    Running before = mappings.get(spec.id());
    if (before != null && before.spec().equals(spec)) {
      return;
    }
    StreamPoller poller = new StreamPoller(spec, settings);
    if (before != null) {
      mappings.remove(spec.id());
      before.poller().stop();
    }
    if (spec.enabled()) {
      Thread thread = thread(poller, before == null ? null : before.thread());
      mappings.put(spec.id(), new Running(spec, poller, thread));
      thread.start();
    }
  }

  @Override
  public synchronized void remove(String id) {
    Running before = mappings.remove(id);
    if (before == null) {
      settings.checkpoints().forget(id);
    } else {
      before.poller().remove();
    }
  }

  /** Records that were read and whose function has not answered; one for a stream with unread. */
  public int inFlight() {
    List<StreamPoller> pollers;
    synchronized (this) {
      pollers = mappings.values().stream().map(Running::poller).toList();
    }
    int count = 0;
    for (StreamPoller poller : pollers) {
      count += poller.isIdle() ? 0 : Math.max(1, poller.taken());
    }
    return count;
  }

  /** Takes no more records and lets the batches under way finish, for a while. */
  @Override
  public void close() {
    List<Running> stopping;
    synchronized (this) {
      stopping = new ArrayList<>(mappings.values());
      mappings.clear();
    }
    stopping.forEach(running -> running.poller().stop());
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Running running : stopping) {
        TimeUnit.NANOSECONDS.timedJoin(running.thread(), end - System.nanoTime());
        if (running.thread().isAlive()) {
          LOG.warn(
              "{} records are still being processed; they come again", running.poller().taken());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The batch that a replaced poller still has is answered before its successor reads. */
  private static Thread thread(StreamPoller poller, @Nullable Thread before) {
    Thread thread =
        new Thread(
            () -> {
              try {
                if (before != null) {
                  before.join();
                }
                poller.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stream-poller");
    thread.setDaemon(true);
    return thread;
  }
}

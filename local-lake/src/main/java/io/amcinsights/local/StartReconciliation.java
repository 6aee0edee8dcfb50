package io.amcinsights.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.lambda.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What a schedule would do a while later, once after a start. Tenants are taken up whose change
 * nobody announced: an upgrade writes records before there is a stream. Then the buckets are
 * compared with the object catalog: finds files that were copied into a bucket's folder, and an
 * upload whose process was killed before it was answered.
 *
 * <p>The comparison waits until the events of the last run have arrived, lest every one of them be
 * announced a second time.
 */
final class StartReconciliation implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(StartReconciliation.class);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Functions functions;
  private final SqsClient sqs;
  private final BooleanSupplier eventsDelivered;
  private final Instant startedAt;
  private volatile boolean done;
  private volatile boolean closed;

  StartReconciliation(
      Functions functions, SqsClient sqs, BooleanSupplier eventsDelivered, Instant startedAt) {
    this.functions = functions;
    this.sqs = sqs;
    this.eventsDelivered = eventsDelivered;
    this.startedAt = startedAt;
  }

  /** Begins in the background. */
  void begin(List<String> sweepers, List<String> reconcilers) {
    Thread thread = new Thread(() -> run(sweepers, reconcilers), "reconcile");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether it has ended, well or not. */
  boolean isDone() {
    return done;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void run(List<String> sweepers, List<String> reconcilers) {
    try {
      sweepers.forEach(it -> invoke(it, Json.object()));
      awaitIngest();
      // What came after the start has an event of its own under way.
      ObjectNode before = Json.object().put("modifiedBefore", startedAt.toString());
      reconcilers.forEach(it -> invoke(it, before));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SdkException e) {
      if (!closed) {
        LOG.warn("Buckets are compared with the object catalog at the next schedule only", e);
      }
    } finally {
      done = true;
    }
  }

  private void invoke(String function, ObjectNode payload) {
    if (closed) {
      return;
    }
    try {
      functions.invoke(function, payload);
    } catch (Functions.FunctionError | SdkException e) {
      if (!closed) {
        LOG.warn("{} runs at its next schedule only", function, e);
      }
    }
  }

  private void awaitIngest() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!closed && System.nanoTime() < end) {
      if (eventsDelivered.getAsBoolean() && ingestQueuesAreEmpty()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    }
  }

  private boolean ingestQueuesAreEmpty() {
    return sqs.listQueues().queueUrls().stream()
        .filter(url -> url.endsWith("-ingest"))
        .allMatch(this::isEmpty);
  }

  private boolean isEmpty(String url) {
    return sqs
        .getQueueAttributes(
            get ->
                get.queueUrl(url)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }
}

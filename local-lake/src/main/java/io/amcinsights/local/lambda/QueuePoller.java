package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds one function from one queue, on the threads that run it.
 *
 * <p>As on AWS a failed message stays on the queue, is seen again when its visibility timeout is
 * over, and ends in the dead-letter queue after the queue's own {@code maxReceiveCount}. The
 * timeouts of the templates are minutes, made for functions that may hang; nobody waits that long
 * at a laptop, so that a message whose function has answered with a failure comes back after
 * seconds.
 */
final class QueuePoller implements Runnable {

  private static final Logger LOG = LogManager.getLogger(QueuePoller.class);

  /** The most SQS gives at once. */
  private static final int RECEIVE_LIMIT = 10;

  // Short, because a stop waits for it; AWS uses the full 20 seconds.
  private static final Duration LONG_POLL = Duration.ofSeconds(2);
  private static final Duration THROTTLE_LIMIT = Duration.ofSeconds(60);

  private final EventSourceMappings.Spec mapping;
  private final Settings settings;
  private final AtomicInteger buffered;
  private volatile boolean stopped;

  /**
   * What all pollers share.
   *
   * @param retryAfter a failed message comes back after this times its receive count
   */
  record Settings(SqsClient sqs, Functions functions, String region, Duration retryAfter) {}

  QueuePoller(EventSourceMappings.Spec mapping, Settings settings, AtomicInteger buffered) {
    this.mapping = mapping;
    this.settings = settings;
    this.buffered = buffered;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    int failures = 0;
    while (!stopped) {
      try {
        poll();
        failures = 0;
      } catch (RuntimeException e) {
        if (stopped) {
          return;
        }
        failures++;
        LOG.warn("Queue {} cannot be read and is tried again", mapping.queueArn(), e);
        pause(Duration.ofMillis(Math.min(30_000, 200L << Math.min(failures, 10))));
      }
    }
  }

  private void poll() {
    String url = url();
    while (!stopped) {
      List<Message> batch = new ArrayList<>(receive(url, LONG_POLL, mapping.batchSize()));
      if (!batch.isEmpty() && !stopped) {
        buffered.addAndGet(batch.size());
        try {
          fill(url, batch);
          process(url, batch);
        } finally {
          buffered.addAndGet(-batch.size());
        }
      }
    }
  }

  /** Waits for more as long as the batching window lasts and the batch has room. */
  private void fill(String url, List<Message> batch) {
    if (mapping.windowSeconds() == 0) {
      return;
    }
    long end = System.nanoTime() + Duration.ofSeconds(mapping.windowSeconds()).toNanos();
    while (!stopped && batch.size() < mapping.batchSize()) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      List<Message> more = receive(url, left, mapping.batchSize() - batch.size());
      batch.addAll(more);
      buffered.addAndGet(more.size());
      if (more.isEmpty() && left.toSeconds() == 0) {
        return;
      }
    }
  }

  private List<Message> receive(String url, Duration wait, int atMost) {
    return settings
        .sqs()
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(url)
                    .maxNumberOfMessages(Math.min(RECEIVE_LIMIT, atMost))
                    .waitTimeSeconds((int) Math.min(LONG_POLL.toSeconds(), wait.toSeconds()))
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void process(String url, List<Message> batch) {
    Set<String> failed;
    try {
      failed = SqsRecords.failures(mapping, invoke(batch), batch);
    } catch (Functions.FunctionError e) {
      LOG.warn(
          "{} failed on {} messages, which come back: {}: {}",
          mapping.functionArn(),
          batch.size(),
          e.errorType(),
          e.getMessage());
      comeBack(url, batch);
      return;
    }
    List<Message> done =
        batch.stream().filter(message -> !failed.contains(message.messageId())).toList();
    List<Message> again =
        batch.stream().filter(message -> failed.contains(message.messageId())).toList();
    delete(url, done);
    comeBack(url, again);
  }

  /** Lambda's own pollers keep trying a throttled batch without giving it back. */
  private JsonNode invoke(List<Message> batch) {
    JsonNode event = SqsRecords.event(mapping, settings.region(), batch);
    long end = System.nanoTime() + THROTTLE_LIMIT.toNanos();
    Duration pause = Duration.ofMillis(50);
    while (true) {
      try {
        return settings.functions().invoke(mapping.functionArn(), event);
      } catch (Functions.FunctionError e) {
        boolean throttled = e.errorType().equals(LocalFunctions.THROTTLED);
        if (!throttled || stopped || System.nanoTime() > end) {
          throw e;
        }
        pause(pause);
        pause = pause.toSeconds() >= 1 ? pause : pause.multipliedBy(2);
      }
    }
  }

  private void delete(String url, List<Message> messages) {
    for (List<Message> part : parts(messages)) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : part) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      settings.sqs().deleteMessageBatch(delete -> delete.queueUrl(url).entries(entries));
    }
  }

  private void comeBack(String url, List<Message> messages) {
    for (List<Message> part : parts(messages)) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : part) {
        entries.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout((int) pauseOf(message).toSeconds())
                .build());
      }
      settings.sqs().changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(entries));
    }
  }

  private Duration pauseOf(Message message) {
    String count =
        message
            .attributes()
            .getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
    return settings.retryAfter().multipliedBy(Long.parseLong(count));
  }

  private static List<List<Message>> parts(List<Message> messages) {
    List<List<Message>> parts = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += RECEIVE_LIMIT) {
      parts.add(messages.subList(from, Math.min(from + RECEIVE_LIMIT, messages.size())));
    }
    return parts;
  }

  private String url() {
    String[] parts = mapping.queueArn().split(":", -1);
    return settings.sqs().getQueueUrl(get -> get.queueName(parts[parts.length - 1])).queueUrl();
  }

  private void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}

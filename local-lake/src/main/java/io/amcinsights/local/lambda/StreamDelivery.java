package io.amcinsights.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Hands records to a function in their order, by Lambda's rules for those that fail: nothing after
 * a failed record is done before it succeeds or is given up.
 */
final class StreamDelivery {

  private static final Logger LOG = LogManager.getLogger(StreamDelivery.class);
  private static final int LONGEST_PAUSE = 10;

  private final StreamMappings.Spec mapping;
  private final StreamPollers.Settings settings;
  private final Pause pause;

  StreamDelivery(StreamMappings.Spec mapping, StreamPollers.Settings settings, Pause pause) {
    this.mapping = mapping;
    this.settings = settings;
    this.pause = pause;
  }

  /**
   * Records that go to the function together.
   *
   * @param attempts how often the function failed on the first of them
   */
  private record Batch(List<Record> records, int attempts) {

    Batch from(int index, int failures) {
      return new Batch(records.subList(index, records.size()), failures);
    }

    Batch to(int index) {
      return new Batch(records.subList(0, index), 0);
    }

    String lastOf(int count) {
      return records.get(count - 1).dynamodb().sequenceNumber();
    }

    int size() {
      return records.size();
    }
  }

  /**
   * What became of a batch.
   *
   * @param done so many records, from the first one on
   * @param reached the function got it, and did not refuse it for having too much to do
   */
  private record Outcome(int done, boolean reached, boolean threw) {}

  /**
   * Returns when every record is done or given up, or when stopped.
   *
   * @return false when a stop came before the last of them was done
   */
  boolean deliver(String shardId, List<Record> records) {
    Deque<Batch> batches = new ArrayDeque<>(List.of(new Batch(records, 0)));
    int refused = 0;
    while (!batches.isEmpty() && !pause.isStopped()) {
      Batch batch = withoutExpired(shardId, batches.pop());
      if (batch.size() == 0) {
        continue;
      }
      Outcome outcome = invoke(batch);
      if (outcome.done() > 0) {
        done(shardId, batch.lastOf(outcome.done()));
      }
      if (!outcome.reached()) {
        rest(++refused);
        batches.push(batch);
      } else if (outcome.done() < batch.size()) {
        refused = 0;
        failed(shardId, batch, outcome, batches);
      }
    }
    return batches.isEmpty();
  }

  private void failed(String shardId, Batch batch, Outcome outcome, Deque<Batch> batches) {
    int done = outcome.done();
    int left = batch.size() - done;
    if (mapping.bisect() && left > 1) {
      // A split is no retry. It is where the failure is, or else in the middle.
      if (done == 0) {
        batches.push(batch.from(left / 2, 0));
        batches.push(batch.to(left / 2));
      } else {
        batches.push(batch.from(done, 0));
      }
      return;
    }
    Batch again = batch.from(done, done == 0 ? batch.attempts() + 1 : 1);
    int limit = mapping.maximumRetryAttempts();
    if (limit >= 0 && again.attempts() > limit) {
      giveUp(
          new FailedRecords(
              shardId,
              again.records(),
              FailedRecords.Condition.RETRY_ATTEMPTS_EXHAUSTED,
              again.attempts(),
              outcome.threw()));
    } else {
      rest(again.attempts());
      batches.push(again);
    }
  }

  private Batch withoutExpired(String shardId, Batch batch) {
    if (mapping.maximumRecordAgeSeconds() < 0) {
      return batch;
    }
    Instant oldest = settings.clock().instant().minusSeconds(mapping.maximumRecordAgeSeconds());
    int expired = 0;
    while (expired < batch.size() && created(batch.records().get(expired)).isBefore(oldest)) {
      expired++;
    }
    if (expired == 0) {
      return batch;
    }
    giveUp(
        new FailedRecords(
            shardId,
            batch.to(expired).records(),
            FailedRecords.Condition.RECORD_AGE_EXCEEDED,
            batch.attempts(),
            false));
    return batch.from(expired, 0);
  }

  private Outcome invoke(Batch batch) {
    List<Record> records = batch.records();
    try {
      var event = StreamRecords.event(mapping, settings.region(), records);
      var answer = settings.functions().invoke(mapping.functionArn(), event);
      return new Outcome(StreamRecords.done(mapping, answer, records), true, false);
    } catch (Functions.FunctionError e) {
      LOG.warn(
          "{} failed on {} records of {}: {}: {}",
          mapping.functionArn(),
          records.size(),
          mapping.streamArn(),
          e.errorType(),
          e.getMessage());
      return new Outcome(0, !e.errorType().startsWith("Lambda."), true);
    }
  }

  private void giveUp(FailedRecords failed) {
    LOG.warn(
        "{} records of {} up to {} are given up: {}",
        failed.records().size(),
        mapping.streamArn(),
        failed.lastSequenceNumber(),
        failed.condition());
    String queue = mapping.onFailure();
    if (queue != null) {
      String name = queue.substring(queue.lastIndexOf(':') + 1);
      String url = settings.sqs().getQueueUrl(get -> get.queueName(name)).queueUrl();
      String body = failed.document(mapping, settings.clock().instant()).toString();
      settings.sqs().sendMessage(send -> send.queueUrl(url).messageBody(body));
    }
    done(failed.shardId(), failed.lastSequenceNumber());
  }

  private void done(String shardId, String sequenceNumber) {
    settings.checkpoints().done(mapping.id(), shardId, sequenceNumber);
  }

  private void rest(int attempts) {
    Duration time = settings.retryAfter().multipliedBy(Math.min(attempts, LONGEST_PAUSE));
    pause.atMost(time);
  }

  private static Instant created(Record record) {
    return record.dynamodb().approximateCreationDateTime();
  }
}

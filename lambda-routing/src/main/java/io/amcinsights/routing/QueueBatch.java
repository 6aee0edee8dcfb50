package io.amcinsights.routing;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.amcinsights.core.error.LakeException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A batch of messages as SQS hands it to a function, and the answer that names those to deliver
 * again. A message that can never succeed is answered the same way: SQS moves it to the dead-letter
 * queue after its last delivery, where a person finds it.
 */
final class QueueBatch {

  private static final Logger LOG = LogManager.getLogger(QueueBatch.class);

  private QueueBatch() {}

  /**
   * Runs the work on the messages of an SQS event.
   *
   * @param work answers the failure of each message that failed, by message id
   */
  static SQSBatchResponse answer(
      SQSEvent event, Function<List<QueueMessage>, Map<String, RuntimeException>> work) {
    List<QueueMessage> messages =
        event.getRecords().stream()
            .map(message -> new QueueMessage(message.getMessageId(), message.getBody()))
            .toList();
    Map<String, RuntimeException> failures = work.apply(messages);
    failures.forEach(QueueBatch::log);
    return new SQSBatchResponse(
        messages.stream()
            .map(QueueMessage::id)
            .filter(failures::containsKey)
            .map(SQSBatchResponse.BatchItemFailure::new)
            .toList());
  }

  private static void log(String id, RuntimeException failure) {
    if (!(failure instanceof LakeException known)) {
      LOG.error("Message {} failed unexpectedly and will be retried", id, failure);
    } else if (known.remedy() == LakeException.Remedy.RETRY) {
      LOG.warn("Message {} will be retried: {}", id, known.getMessage());
    } else {
      LOG.error(
          "Message {} can never succeed and goes to the dead-letter queue ({}): {}",
          id,
          known.code(),
          known.getMessage());
    }
  }
}

package io.amcinsights.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
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
  static JsonNode answer(
      JsonNode event, Function<List<QueueMessage>, Map<String, RuntimeException>> work) {
    List<QueueMessage> messages = new ArrayList<>();
    event
        .path("Records")
        .forEach(
            message ->
                messages.add(
                    new QueueMessage(Json.text(message, "messageId"), Json.text(message, "body"))));
    Map<String, RuntimeException> failures = work.apply(messages);
    ObjectNode response = Json.object();
    ArrayNode items = response.putArray("batchItemFailures");
    messages.stream()
        .map(QueueMessage::id)
        .filter(failures::containsKey)
        .forEach(id -> items.addObject().put("itemIdentifier", id));
    failures.forEach(QueueBatch::log);
    return response;
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

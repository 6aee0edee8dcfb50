package io.amcinsights.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.sql.DBMessage;
import org.elasticmq.persistence.sql.DBQueue;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Queues and their messages, as they were when the process ended.
 *
 * <p>ElasticMQ can store messages in a database of its own. It is not used: the database
 * acknowledges a message half a second before it is in the file unless every change writes a block
 * of 16 KB and more, it belongs to the JVM rather than to one server, and it gives messages that
 * were being processed back only after their visibility timeout, although whoever processed them is
 * gone.
 */
final class QueueJournal {

  private static final String QUEUE = "queue/";
  private static final String MESSAGE = "message/";

  private final Journal journal;

  QueueJournal(Journal journal) {
    this.journal = journal;
  }

  void put(CreateQueueMetadata queue) {
    journal.put(QUEUE + queue.name(), DBQueue.from(queue).data());
  }

  void removeQueue(String queue) {
    journal.remove(QUEUE + queue);
    journal.entries().keySet().stream()
        .filter(key -> key.startsWith(MESSAGE + queue + "/"))
        .forEach(journal::remove);
  }

  void put(String queue, InternalMessage message) {
    journal.put(MESSAGE + queue + "/" + message.id(), write(DBMessage.from(message)));
  }

  void remove(String queue, String message) {
    journal.remove(MESSAGE + queue + "/" + message);
  }

  /** Every queue, dead-letter queues before those that name them. */
  List<CreateQueueMetadata> queues() {
    List<CreateQueueMetadata> plain = new ArrayList<>();
    List<CreateQueueMetadata> redriving = new ArrayList<>();
    journal
        .entries()
        .forEach(
            (key, value) -> {
              if (key.startsWith(QUEUE)) {
                CreateQueueMetadata queue =
                    new DBQueue(key.substring(QUEUE.length()), value).toCreateQueue();
                (queue.deadLettersQueue().isEmpty() ? plain : redriving).add(queue);
              }
            });
    plain.addAll(redriving);
    return plain;
  }

  /**
   * The messages of every queue, by its name.
   *
   * @param now messages that were received before are visible from then on
   */
  Map<String, List<InternalMessage>> messages(long now) {
    Map<String, List<InternalMessage>> messages = new LinkedHashMap<>();
    journal
        .entries()
        .forEach(
            (key, value) -> {
              if (key.startsWith(MESSAGE)) {
                String queue = key.substring(MESSAGE.length(), key.lastIndexOf('/'));
                messages
                    .computeIfAbsent(queue, ignored -> new ArrayList<>())
                    .add(read(value, now).toInternalMessage());
              }
            });
    return messages;
  }

  private static byte[] write(DBMessage message) {
    ObjectNode node =
        Json.object()
            .put("id", message.messageId())
            .put("receipts", text(message.deliveryReceipts()))
            .put("nextDelivery", message.nextDelivery())
            .put("content", text(message.content()))
            .put("attributes", text(message.attributes()))
            .put("created", message.created())
            .put("receiveCount", message.receiveCount());
    if (message.received().isDefined()) {
      node.put("received", (Long) message.received().get());
    }
    put(node, "group", message.groupId());
    put(node, "deduplication", message.deduplicationId());
    put(node, "tracing", message.tracingId());
    put(node, "sequence", message.sequenceNumber());
    put(node, "deadLetterSource", message.deadLetterSourceQueueName());
    return Json.write(node).getBytes(StandardCharsets.UTF_8);
  }

  private static DBMessage read(byte[] bytes, long now) {
    JsonNode node = Json.read("stored message", text(bytes));
    int receiveCount = node.path("receiveCount").asInt();
    long nextDelivery = node.path("nextDelivery").asLong();
    return new DBMessage(
        Json.text(node, "id"),
        bytes(Json.text(node, "receipts")),
        receiveCount > 0 ? Math.min(now, nextDelivery) : nextDelivery,
        bytes(Json.text(node, "content")),
        bytes(Json.text(node, "attributes")),
        node.path("created").asLong(),
        Option.apply(node.has("received") ? (Object) node.path("received").asLong() : null),
        receiveCount,
        option(node, "group"),
        option(node, "deduplication"),
        option(node, "tracing"),
        option(node, "sequence"),
        option(node, "deadLetterSource"));
  }

  private static void put(ObjectNode node, String field, Option<String> value) {
    if (value.isDefined()) {
      node.put(field, value.get());
    }
  }

  private static Option<String> option(JsonNode node, String field) {
    @Nullable String value = Json.find(node, field).orElse(null);
    return Option.apply(value);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What machines publish. Nobody subscribes on this machine: the log says what was said. */
public final class Notices {

  private static final Logger LOG = LogManager.getLogger(Notices.class);
  private static final int KEPT = 100;

  /** One message to a topic. */
  public record Notice(String topic, String subject, String message) {}

  private final Deque<Notice> last = new ArrayDeque<>();

  /** The last ones, oldest first. */
  public synchronized List<Notice> last() {
    return List.copyOf(last);
  }

  JsonNode publish(JsonNode arguments) {
    JsonNode topic = arguments.path("TopicArn");
    JsonNode message = arguments.path("Message");
    if (!topic.isTextual() || message.isMissingNode()) {
      throw StateError.ofTask("SNS.InvalidParameterException", "TopicArn or Message is missing");
    }
    String text = message.isTextual() ? message.textValue() : message.toString();
    keep(new Notice(topic.textValue(), arguments.path("Subject").asText(), text));
    return JsonNodeFactory.instance.objectNode().put("MessageId", UUID.randomUUID().toString());
  }

  private synchronized void keep(Notice notice) {
    LOG.info("Notice to {}: {}", notice.topic(), notice.subject());
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.add(notice);
  }
}

package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/** The event a function receives for a batch of messages, and its answer. */
final class SqsRecords {

  private SqsRecords() {}

  static ObjectNode event(EventSourceMappings.Spec mapping, String region, List<Message> messages) {
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode record =
          records
              .addObject()
              .put("messageId", message.messageId())
              .put("receiptHandle", message.receiptHandle())
              .put("body", message.body())
              .put("md5OfBody", message.md5OfBody())
              .put("eventSource", "aws:sqs")
              .put("eventSourceARN", mapping.queueArn())
              .put("awsRegion", region);
      ObjectNode attributes = record.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      ObjectNode custom = record.putObject("messageAttributes");
      message
          .messageAttributes()
          .forEach(
              (name, value) ->
                  custom
                      .putObject(name)
                      .put("stringValue", value.stringValue())
                      .put("dataType", value.dataType()));
    }
    return event;
  }

  /**
   * The messages the function reports as failed; all of them when it names one that it did not get.
   */
  static Set<String> failures(
      EventSourceMappings.Spec mapping, JsonNode answer, List<Message> messages) {
    if (!mapping.partialFailures()) {
      return Set.of();
    }
    Set<String> known = new HashSet<>();
    messages.forEach(message -> known.add(message.messageId()));
    Set<String> failed = new HashSet<>();
    for (JsonNode failure : answer.path("batchItemFailures")) {
      String id = failure.path("itemIdentifier").asText();
      if (!known.contains(id)) {
        return known;
      }
      failed.add(id);
    }
    return failed;
  }
}

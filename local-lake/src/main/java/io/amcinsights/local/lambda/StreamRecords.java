package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** The event a function receives for a batch of changes of a table, and its answer. */
final class StreamRecords {

  private StreamRecords() {}

  static ObjectNode event(StreamMappings.Spec mapping, String region, List<Record> records) {
    ObjectNode event = Json.object();
    ArrayNode array = event.putArray("Records");
    records.forEach(record -> array.add(record(mapping, region, record)));
    return event;
  }

  static ObjectNode record(StreamMappings.Spec mapping, String region, Record record) {
    ObjectNode node =
        Json.object()
            .put("eventID", record.eventID())
            .put("eventName", record.eventNameAsString())
            .put("eventVersion", "1.1")
            .put("eventSource", "aws:dynamodb")
            // DynamoDB Local calls its own region ddblocal.
            .put("awsRegion", region)
            .put("eventSourceARN", mapping.streamArn());
    node.set("dynamodb", change(record.dynamodb()));
    if (record.userIdentity() != null) {
      node.putObject("userIdentity")
          .put("type", record.userIdentity().type())
          .put("principalId", record.userIdentity().principalId());
    }
    return node;
  }

  /**
   * How many records from the first on are done. Lambda goes on from the lowest number that the
   * function names, and from the first one when it names a record that it did not get.
   */
  static int done(StreamMappings.Spec mapping, JsonNode answer, List<Record> records) {
    if (!mapping.partialFailures()) {
      return records.size();
    }
    List<String> numbers = records.stream().map(it -> it.dynamodb().sequenceNumber()).toList();
    int done = records.size();
    for (JsonNode failure : answer.path("batchItemFailures")) {
      int at = numbers.indexOf(failure.path("itemIdentifier").asText());
      done = Math.min(done, Math.max(0, at));
    }
    return done;
  }

  private static ObjectNode change(StreamRecord change) {
    ObjectNode node = Json.object();
    if (change.approximateCreationDateTime() != null) {
      node.put(
          "ApproximateCreationDateTime", change.approximateCreationDateTime().getEpochSecond());
    }
    if (change.hasKeys()) {
      node.set("Keys", item(change.keys()));
    }
    if (change.hasNewImage()) {
      node.set("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      node.set("OldImage", item(change.oldImage()));
    }
    node.put("SequenceNumber", change.sequenceNumber());
    Json.putIfPresent(node, "SizeBytes", change.sizeBytes());
    node.put("StreamViewType", change.streamViewTypeAsString());
    return node;
  }

  private static ObjectNode item(Map<String, AttributeValue> item) {
    ObjectNode node = Json.object();
    new TreeMap<>(item).forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private static ObjectNode value(AttributeValue value) {
    ObjectNode node = Json.object();
    switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case B -> node.put("B", base64(value.b()));
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", true);
      case SS -> value.ss().forEach(node.putArray("SS")::add);
      case NS -> value.ns().forEach(node.putArray("NS")::add);
      case BS -> {
        ArrayNode array = node.putArray("BS");
        value.bs().forEach(bytes -> array.add(base64(bytes)));
      }
      case L -> {
        ArrayNode array = node.putArray("L");
        value.l().forEach(element -> array.add(value(element)));
      }
      case M -> node.set("M", item(value.m()));
      default -> throw new IllegalStateException("Unknown type of attribute %s".formatted(value));
    }
    return node;
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }
}

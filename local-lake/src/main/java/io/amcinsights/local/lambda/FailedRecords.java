package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Records that were given up, as Lambda describes them to an on-failure destination: where they
 * lie, not what they say.
 *
 * @param condition why they were given up
 * @param invocations how often the function got them
 * @param threw the function threw, rather than naming them as failed
 */
record FailedRecords(
    String shardId, List<Record> records, Condition condition, int invocations, boolean threw) {

  enum Condition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }

  String lastSequenceNumber() {
    return last().dynamodb().sequenceNumber();
  }

  private Record last() {
    return records.get(records.size() - 1);
  }

  ObjectNode document(StreamMappings.Spec mapping, Instant now) {
    ObjectNode document = Json.object();
    document
        .putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", mapping.functionArn())
        .put("condition", condition.text)
        .put("approximateInvokeCount", invocations);
    if (invocations > 0) {
      ObjectNode response =
          document
              .putObject("responseContext")
              .put("statusCode", 200)
              .put("executedVersion", "$LATEST");
      Json.putIfPresent(response, "functionError", threw ? "Unhandled" : null);
    }
    document.put("version", "1.0").put("timestamp", Json.instant(now));
    batch(document.putObject("DDBStreamBatchInfo"), mapping);
    return document;
  }

  private void batch(ObjectNode batch, StreamMappings.Spec mapping) {
    Record first = records.get(0);
    Record last = last();
    batch
        .put("shardId", shardId)
        .put("startSequenceNumber", first.dynamodb().sequenceNumber())
        .put("endSequenceNumber", last.dynamodb().sequenceNumber())
        .put("approximateArrivalOfFirstRecord", arrival(first))
        .put("approximateArrivalOfLastRecord", arrival(last))
        .put("batchSize", records.size())
        .put("streamArn", mapping.streamArn());
  }

  private static String arrival(Record record) {
    return record.dynamodb().approximateCreationDateTime().toString();
  }
}

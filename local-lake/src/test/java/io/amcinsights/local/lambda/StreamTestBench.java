package io.amcinsights.local.lambda;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** A function and a queue that remember what they were given. */
final class StreamTestBench implements Functions, SqsClient {

  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  /** The sequence numbers of every batch. */
  final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();

  final BlockingQueue<JsonNode> letters = new LinkedBlockingQueue<>();
  volatile Function<List<String>, JsonNode> behaviour = numbers -> Json.object();

  StreamPollers.Settings settings(FakeStream stream, Path folder) {
    return new StreamPollers.Settings(
        stream,
        this,
        this,
        new StreamCheckpoints(folder.resolve("streams.json")),
        "us-east-1",
        Clock.fixed(NOW, ZoneOffset.UTC),
        Duration.ofMillis(5),
        Duration.ZERO);
  }

  static Record record(String number) {
    return record(number, NOW);
  }

  static Record record(String number, Instant created) {
    return Record.builder()
        .eventID("e" + number)
        .eventName(OperationType.REMOVE)
        .dynamodb(
            change ->
                change
                    .approximateCreationDateTime(created)
                    .keys(Map.of("id", fromS(number)))
                    .sequenceNumber(number)
                    .streamViewType(StreamViewType.KEYS_ONLY))
        .build();
  }

  static JsonNode failures(List<String> numbers) {
    var answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    numbers.forEach(number -> failures.addObject().put("itemIdentifier", number));
    return answer;
  }

  @Override
  public void put(Spec spec) {}

  @Override
  public void remove(String name) {}

  @Override
  public JsonNode invoke(String nameOrArn, JsonNode payload) {
    List<String> numbers =
        StreamSupport.stream(payload.path("Records").spliterator(), false)
            .map(record -> record.at("/dynamodb/SequenceNumber").asText())
            .toList();
    batches.add(numbers);
    return behaviour.apply(numbers);
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    return GetQueueUrlResponse.builder().queueUrl("http://q/" + request.queueName()).build();
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    if (!request.queueUrl().equals("http://q/dlq")) {
      throw new IllegalArgumentException(request.queueUrl());
    }
    letters.add(Json.read("Letter", request.messageBody()));
    return SendMessageResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}

  /** A mapping of which a test says only what matters to it. */
  static final class Mapping {

    private boolean partialFailures = true;
    private boolean bisect;
    private int retries = -1;
    private int age = -1;
    private int batchSize = 100;
    private List<String> filters = List.of();
    private @Nullable String onFailure = "arn:aws:sqs:us-east-1:000000000000:dlq";

    Mapping partialFailures(boolean on) {
      partialFailures = on;
      return this;
    }

    Mapping bisect() {
      bisect = true;
      return this;
    }

    Mapping retries(int most) {
      retries = most;
      return this;
    }

    Mapping age(int seconds) {
      age = seconds;
      return this;
    }

    Mapping batchSize(int size) {
      batchSize = size;
      return this;
    }

    Mapping filter(String pattern) {
      filters = List.of(pattern);
      return this;
    }

    Mapping withoutQueue() {
      onFailure = null;
      return this;
    }

    StreamMappings.Spec spec() {
      return new StreamMappings.Spec(
          "m",
          "arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1",
          "arn:aws:lambda:us-east-1:000000000000:function:f:live",
          batchSize,
          filters,
          partialFailures,
          bisect,
          retries,
          age,
          onFailure,
          true);
    }
  }
}

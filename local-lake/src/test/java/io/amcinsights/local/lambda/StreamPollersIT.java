package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.Endpoints;
import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import io.amcinsights.local.dynamodb.DynamoDbServer;
import io.amcinsights.local.sqs.SqsServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.sqs.model.Message;

@Timeout(120)
class StreamPollersIT {

  @TempDir private Path folder;
  private final BlockingQueue<JsonNode> records = new LinkedBlockingQueue<>();
  private volatile UnaryOperator<JsonNode> behaviour = event -> Json.object();
  private DynamoDbServer tables;
  private SqsServer queues;
  private LocalClients clients;
  private StreamPollers pollers;

  @BeforeEach
  void start() {
    tables = DynamoDbServer.start(folder.resolve("dynamodb"), FreePort.find());
    queues = SqsServer.start(folder.resolve("sqs"), FreePort.find(), "000000000000", "us-east-1");
    clients =
        TestClients.of(
            new Endpoints(URI.create("http://127.0.0.1:9"), tables.endpoint(), queues.endpoint()));
    pollers =
        new StreamPollers(
            clients.dynamoDbStreams(), clients.sqs(), new Fake(), folder, "us-east-1");
  }

  @AfterEach
  void stop() {
    pollers.close();
    clients.close();
    queues.close();
    tables.close();
  }

  private void restart() {
    stop();
    start();
  }

  @Test
  void whatHappensToAnItemArrivesInItsOrder() throws Exception {
    pollers.put(spec(createTable()));
    put("a", "1");
    put("a", "2");
    clients.dynamoDb().deleteItem(delete -> delete.tableName("things").key(key("a")));

    JsonNode inserted = next();
    JsonNode modified = next();
    JsonNode removed = next();
    assertThat(inserted.path("eventName").asText()).isEqualTo("INSERT");
    assertThat(inserted.at("/dynamodb/NewImage/value/S").asText()).isEqualTo("1");
    assertThat(inserted.path("awsRegion").asText()).isEqualTo("us-east-1");
    assertThat(modified.path("eventName").asText()).isEqualTo("MODIFY");
    assertThat(modified.at("/dynamodb/OldImage/value/S").asText()).isEqualTo("1");
    assertThat(modified.at("/dynamodb/NewImage/value/S").asText()).isEqualTo("2");
    assertThat(removed.path("eventName").asText()).isEqualTo("REMOVE");
    assertThat(removed.at("/dynamodb/Keys/id/S").asText()).isEqualTo("a");
    assertThat(removed.at("/dynamodb/StreamViewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
  }

  @Test
  void aFailingRecordHoldsUpTheOthersUntilItLandsInTheQueue() throws Exception {
    String queue = clients.sqs().createQueue(create -> create.queueName("dlq")).queueUrl();
    behaviour = StreamPollersIT::failBad;
    String stream = createTable();
    put("good", "1");
    put("bad", "1");
    put("later", "1");
    pollers.put(spec(stream));

    Message message = await(queue);
    JsonNode document = Json.read("Message", message.body());
    assertThat(document.at("/requestContext/condition").asText())
        .isEqualTo("RetryAttemptsExhausted");
    assertThat(document.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
    assertThat(document.at("/DDBStreamBatchInfo/streamArn").asText()).isEqualTo(stream);
    List<String> seen = new ArrayList<>();
    while (!done(seen)) {
      seen.add(id(next()));
    }
    assertThat(seen.stream().filter("good"::equals)).hasSize(1);
    assertThat(document.at("/DDBStreamBatchInfo/startSequenceNumber").asText())
        .isEqualTo(document.at("/DDBStreamBatchInfo/endSequenceNumber").asText());
  }

  @Test
  void aRestartGoesOnWhereItStopped() throws Exception {
    StreamMappings.Spec spec = spec(createTable());
    pollers.put(spec);
    put("a", "1");
    put("b", "1");
    assertThat(List.of(id(next()), id(next()))).containsExactly("a", "b");
    awaitIdle();

    restart();
    put("c", "1");
    pollers.put(spec);
    assertThat(id(next())).isEqualTo("c");
    awaitIdle();
    assertThat(records).isEmpty();
  }

  @Test
  void aStreamWithUnreadRecordsIsNotIdle() throws Exception {
    pollers.put(spec(createTable()));
    for (int i = 0; i < 20; i++) {
      put("a", Integer.toString(i));
      awaitIdle();
      assertThat(records).hasSize(i + 1);
    }
  }

  private void awaitIdle() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (pollers.inFlight() > 0) {
      assertThat(System.nanoTime()).as("still in flight after 20 s").isLessThan(end);
    }
  }

  private static boolean done(List<String> seen) {
    return !seen.isEmpty() && seen.get(seen.size() - 1).equals("later") && seen.size() >= 6;
  }

  private static StreamMappings.Spec spec(String stream) {
    return new StreamMappings.Spec(
        "m",
        stream,
        "f",
        10,
        List.of("{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[{\"exists\":true}]}}}}"),
        true,
        true,
        1,
        3600,
        "arn:aws:sqs:us-east-1:000000000000:dlq",
        true);
  }

  private String createTable() {
    return clients
        .dynamoDb()
        .createTable(
            create ->
                create
                    .tableName("things")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .streamSpecification(
                        stream ->
                            stream
                                .streamEnabled(true)
                                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
        .tableDescription()
        .latestStreamArn();
  }

  private void put(String id, String value) {
    clients
        .dynamoDb()
        .putItem(
            put -> put.tableName("things").item(Map.of("id", fromS(id), "value", fromS(value))));
  }

  private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> key(
      String id) {
    return Map.of("id", fromS(id));
  }

  private JsonNode next() throws InterruptedException {
    return Objects.requireNonNull(records.poll(20, TimeUnit.SECONDS), "no record within 20 s");
  }

  private static String id(JsonNode record) {
    return record.at("/dynamodb/Keys/id/S").asText();
  }

  private Message await(String queue) {
    for (int i = 0; i < 20; i++) {
      List<Message> messages =
          clients
              .sqs()
              .receiveMessage(receive -> receive.queueUrl(queue).waitTimeSeconds(1))
              .messages();
      if (!messages.isEmpty()) {
        return messages.get(0);
      }
    }
    throw new AssertionError("nothing in " + queue);
  }

  private static JsonNode failBad(JsonNode event) {
    ObjectNode answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    for (JsonNode record : event.path("Records")) {
      if (id(record).equals("bad")) {
        failures.addObject().put("itemIdentifier", record.at("/dynamodb/SequenceNumber").asText());
      }
    }
    return answer;
  }

  private final class Fake implements Functions {

    @Override
    public void put(Spec spec) {}

    @Override
    public void remove(String function) {}

    @Override
    public JsonNode invoke(String nameOrArn, JsonNode payload) {
      payload.path("Records").forEach(records::add);
      return behaviour.apply(payload);
    }
  }
}

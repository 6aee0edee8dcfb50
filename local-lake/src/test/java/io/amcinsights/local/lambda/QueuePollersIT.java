package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import io.amcinsights.local.sqs.SqsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

@Timeout(60)
class QueuePollersIT {

  @TempDir private static Path folder;
  private static SqsServer server;
  private static LocalClients clients;
  private static SqsClient sqs;

  private final BlockingQueue<JsonNode> batches = new LinkedBlockingQueue<>();
  private volatile Function<JsonNode, JsonNode> behaviour = event -> Json.object();
  private QueuePollers pollers;
  private String name;
  private String queue;
  private String deadLetters;

  @BeforeAll
  static void start() {
    server = SqsServer.start(folder.resolve("sqs"), FreePort.find(), "000000000000", "us-east-1");
    clients = TestClients.sqs(server.endpoint());
    sqs = clients.sqs();
  }

  @AfterAll
  static void stop() {
    clients.close();
    server.close();
  }

  @BeforeEach
  void createQueues(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    deadLetters = sqs.createQueue(create -> create.queueName(name + "-dlq")).queueUrl();
    String policy =
        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:%s-dlq\",\"maxReceiveCount\":2}"
            .formatted(name);
    queue =
        sqs.createQueue(
                create ->
                    create
                        .queueName(name)
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "600",
                                QueueAttributeName.REDRIVE_POLICY,
                                policy)))
            .queueUrl();
    pollers =
        new QueuePollers(new QueuePoller.Settings(sqs, new Fake(), "us-east-1", Duration.ZERO));
  }

  @AfterEach
  void closePollers() {
    pollers.close();
  }

  @Test
  void aMessageIsHandedOverAsLambdaDoesAndDeleted() throws Exception {
    pollers.put(spec(10, 0));
    sqs.sendMessage(send -> send.queueUrl(queue).messageBody("hello"));

    JsonNode record = next().path("Records").path(0);
    assertThat(record.path("body").asText()).isEqualTo("hello");
    assertThat(record.path("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(record.path("eventSourceARN").asText()).endsWith(":" + name);
    assertThat(record.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
    assertThat(record.at("/attributes/SentTimestamp").asText()).isNotEmpty();
    pollers.close();
    assertThat(pollers.buffered()).isZero();
    assertThat(remaining(queue)).isZero();
  }

  @Test
  void onlyTheMessagesReportedAsFailedComeBackAndThenEndInTheDeadLetterQueue() throws Exception {
    behaviour = QueuePollersIT::failBad;
    pollers.put(spec(10, 0));
    send("good", "bad");

    Message dead = awaitDeadLetter();
    assertThat(dead.body()).isEqualTo("bad");
    pollers.close();
    assertThat(remaining(queue)).isZero();
    long tries =
        batches.stream()
            .flatMap(batch -> stream(batch.path("Records")))
            .filter(record -> record.path("body").asText().equals("bad"))
            .count();
    assertThat(tries).isEqualTo(2);
  }

  @Test
  void aFunctionThatThrowsGivesItsWholeBatchBack() throws Exception {
    behaviour =
        event -> {
          throw new Functions.FunctionError("java.lang.IllegalStateException", "broken", null);
        };
    pollers.put(spec(10, 0));
    send("a");

    assertThat(awaitDeadLetter().body()).isEqualTo("a");
  }

  @Test
  void aThrottledBatchIsOfferedAgainWithoutBeingGivenBack() throws Exception {
    CountDownLatch throttles = new CountDownLatch(3);
    behaviour =
        event -> {
          if (throttles.getCount() > 0) {
            throttles.countDown();
            throw new Functions.FunctionError(LocalFunctions.THROTTLED, "Rate exceeded", null);
          }
          return Json.object();
        };
    pollers.put(spec(10, 0));
    send("a");

    for (int i = 0; i < 4; i++) {
      assertThat(next().at("/Records/0/attributes/ApproximateReceiveCount").asText())
          .isEqualTo("1");
    }
  }

  @Test
  void theBatchingWindowCollectsMoreThanOneReceiveGives() throws Exception {
    send("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    send("11", "12");
    pollers.put(
        new EventSourceMappings.Spec(
            "m-" + name, "arn:aws:sqs:us-east-1:000000000000:" + name, "f", 12, 5, true, 1, true));

    assertThat(next().path("Records")).hasSize(12);
  }

  @Test
  void noBatchIsLargerThanItsSize() throws Exception {
    send("1", "2", "3", "4", "5");
    pollers.put(spec(2, 0));

    int seen = 0;
    while (seen < 5) {
      JsonNode records = next().path("Records");
      assertThat(records.size()).isBetween(1, 2);
      seen += records.size();
    }
  }

  private EventSourceMappings.Spec spec(int batchSize, int window) {
    return new EventSourceMappings.Spec(
        "m-" + name,
        "arn:aws:sqs:us-east-1:000000000000:" + name,
        "f",
        batchSize,
        window,
        true,
        null,
        true);
  }

  private void send(String... bodies) {
    List<SendMessageBatchRequestEntry> entries = new java.util.ArrayList<>();
    for (String body : bodies) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id("i" + entries.size())
              .messageBody(body)
              .build());
    }
    sqs.sendMessageBatch(batch -> batch.queueUrl(queue).entries(entries));
  }

  private JsonNode next() throws InterruptedException {
    return java.util.Objects.requireNonNull(
        batches.poll(20, TimeUnit.SECONDS), "no batch within 20 s");
  }

  // A message that is moved, unlike one that is sent, does not end a long poll that waits for it.
  private Message awaitDeadLetter() {
    for (int i = 0; i < 20; i++) {
      List<Message> messages =
          sqs.receiveMessage(receive -> receive.queueUrl(deadLetters).waitTimeSeconds(1))
              .messages();
      if (!messages.isEmpty()) {
        return messages.get(0);
      }
    }
    throw new AssertionError("nothing in " + deadLetters);
  }

  private static int remaining(String url) {
    return sqs
        .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(entry -> Integer.parseInt(entry.getValue()))
        .sum();
  }

  private static JsonNode failBad(JsonNode event) {
    ObjectNode answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    for (JsonNode record : event.path("Records")) {
      if (record.path("body").asText().equals("bad")) {
        failures.addObject().put("itemIdentifier", record.path("messageId").asText());
      }
    }
    return answer;
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode nodes) {
    return java.util.stream.StreamSupport.stream(nodes.spliterator(), false);
  }

  private final class Fake implements Functions {

    @Override
    public void put(Spec spec) {}

    @Override
    public void remove(String function) {}

    @Override
    public JsonNode invoke(String nameOrArn, JsonNode payload) {
      batches.add(payload);
      return behaviour.apply(payload);
    }
  }
}

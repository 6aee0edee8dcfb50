package io.amcinsights.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class SqsServerIT {

  @TempDir private Path folder;

  @Test
  void queuesAndMessagesSurviveAKilledProcess() throws Exception {
    Path killed = folder.resolve("killed");
    try (SqsServer server = start(folder.resolve("sqs"));
        LocalClients clients = TestClients.sqs(server.endpoint())) {
      SqsClient sqs = clients.sqs();
      String queue = queueWithDeadLetters(sqs);
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("deleted"));
      Message deleted = receive(sqs, queue).get(0);
      sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(deleted.receiptHandle()));
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("in flight ä"));
      receive(sqs, queue);
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("waiting"));
      // What a kill leaves: the file as it is at this moment.
      Files.copy(folder.resolve("sqs"), killed);
    }

    try (SqsServer server = start(killed);
        LocalClients clients = TestClients.sqs(server.endpoint())) {
      SqsClient sqs = clients.sqs();
      String queue = sqs.getQueueUrl(get -> get.queueName("work")).queueUrl();

      // The one in flight is visible at once: whoever had it died with the process.
      List<Message> messages = receive(sqs, queue);
      assertThat(messages)
          .extracting(Message::body)
          .containsExactlyInAnyOrder("in flight ä", "waiting");
      assertThat(messages)
          .filteredOn(message -> message.body().startsWith("in flight"))
          .extracting(
              message ->
                  message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
          .containsExactly("2");
      assertThat(
              sqs.getQueueAttributes(
                      get -> get.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                  .attributes())
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "900")
          .containsKey(QueueAttributeName.REDRIVE_POLICY);
    }
  }

  @Test
  void aMessageReceivedTooOftenMovesToTheDeadLetterQueueAndStaysThere() throws Exception {
    Path killed = folder.resolve("killed");
    try (SqsServer server = start(folder.resolve("sqs"));
        LocalClients clients = TestClients.sqs(server.endpoint())) {
      SqsClient sqs = clients.sqs();
      String queue = queueWithDeadLetters(sqs);
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("bad"));
      for (int i = 0; i < 2; i++) {
        Message message = receive(sqs, queue).get(0);
        sqs.changeMessageVisibility(
            change ->
                change.queueUrl(queue).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
      }
      assertThat(receive(sqs, queue)).isEmpty();
      // It moves after the answer.
      waitForDeadLetter(sqs);
      Files.copy(folder.resolve("sqs"), killed);
    }

    try (SqsServer server = start(killed);
        LocalClients clients = TestClients.sqs(server.endpoint())) {
      SqsClient sqs = clients.sqs();
      assertThat(receive(sqs, sqs.getQueueUrl(get -> get.queueName("work-dlq")).queueUrl()))
          .extracting(Message::body)
          .containsExactly("bad");
      assertThat(receive(sqs, sqs.getQueueUrl(get -> get.queueName("work")).queueUrl())).isEmpty();
    }
  }

  private static void waitForDeadLetter(SqsClient sqs) {
    String url = sqs.getQueueUrl(get -> get.queueName("work-dlq")).queueUrl();
    long start = System.nanoTime();
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
      String visible =
          sqs.getQueueAttributes(
                  get ->
                      get.queueUrl(url)
                          .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
              .attributes()
              .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
      if ("1".equals(visible)) {
        return;
      }
    }
    throw new AssertionError("The message did not move to the dead-letter queue");
  }

  @Test
  void aDeletedQueueStaysDeleted() {
    Path file = folder.resolve("sqs");
    try (SqsServer server = start(file);
        LocalClients clients = TestClients.sqs(server.endpoint())) {
      SqsClient sqs = clients.sqs();
      String queue = queueWithDeadLetters(sqs);
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("x"));
      sqs.deleteQueue(delete -> delete.queueUrl(queue));
    }
    try (SqsServer server = start(file);
        LocalClients clients = TestClients.sqs(server.endpoint())) {
      assertThat(clients.sqs().listQueues().queueUrls())
          .allSatisfy(url -> assertThat(url).endsWith("work-dlq"))
          .hasSize(1);
    }
  }

  private SqsServer start(Path file) {
    return SqsServer.start(file, FreePort.find(), "000000000000", "us-east-1");
  }

  private static String queueWithDeadLetters(SqsClient sqs) {
    sqs.createQueue(create -> create.queueName("work-dlq"));
    return sqs.createQueue(
            create ->
                create
                    .queueName("work")
                    .attributes(
                        Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            "900",
                            QueueAttributeName.REDRIVE_POLICY,
                            """
                            {"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:work-dlq",\
                            "maxReceiveCount":2}""")))
        .queueUrl();
  }

  private static List<Message> receive(SqsClient sqs, String queue) {
    return sqs.receiveMessage(
            receive ->
                receive
                    .queueUrl(queue)
                    .maxNumberOfMessages(10)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }
}

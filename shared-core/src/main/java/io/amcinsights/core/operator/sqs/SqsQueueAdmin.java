package io.amcinsights.core.operator.sqs;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SENT_TIMESTAMP;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import io.amcinsights.core.operator.QueueAdmin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queues whose names start with the installation's prefix. */
public final class SqsQueueAdmin implements QueueAdmin {

  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String prefix;

  /**
   * @param prefix {@code {installation}-{environment}-}
   */
  public SqsQueueAdmin(SqsClient sqs, String prefix) {
    this.sqs = sqs;
    this.prefix = prefix;
  }

  @Override
  public List<Queue> all() {
    return sqs.listQueuesPaginator(list -> list.queueNamePrefix(prefix).maxResults(1000)).stream()
        .flatMap(page -> page.queueUrls().stream())
        .map(url -> new Queue(url.substring(url.lastIndexOf('/') + 1), url))
        .sorted(Comparator.comparing(Queue::name))
        .toList();
  }

  @Override
  public Depth depth(Queue queue) {
    Map<QueueAttributeName, String> found =
        sqs.getQueueAttributes(
                get ->
                    get.queueUrl(queue.url())
                        .attributeNames(
                            APPROXIMATE_NUMBER_OF_MESSAGES,
                            APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                            APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
            .attributes();
    return new Depth(
        number(found, APPROXIMATE_NUMBER_OF_MESSAGES),
        number(found, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        number(found, APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
  }

  @Override
  public List<Message> receive(Queue queue, int hiddenSeconds) {
    return sqs
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(queue.url())
                    .maxNumberOfMessages(BATCH)
                    .visibilityTimeout(hiddenSeconds)
                    .waitTimeSeconds(0)
                    .messageSystemAttributeNames(APPROXIMATE_RECEIVE_COUNT, SENT_TIMESTAMP))
        .messages()
        .stream()
        .map(SqsQueueAdmin::message)
        .toList();
  }

  @Override
  public void release(Queue queue, Message message) {
    sqs.changeMessageVisibility(
        change ->
            change.queueUrl(queue.url()).receiptHandle(message.receipt()).visibilityTimeout(0));
  }

  @Override
  public void delete(Queue queue, Message message) {
    sqs.deleteMessage(delete -> delete.queueUrl(queue.url()).receiptHandle(message.receipt()));
  }

  private static Message message(software.amazon.awssdk.services.sqs.model.Message message) {
    Map<MessageSystemAttributeName, String> attributes = message.attributes();
    return new Message(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        Integer.parseInt(attributes.getOrDefault(APPROXIMATE_RECEIVE_COUNT, "1")),
        Instant.ofEpochMilli(Long.parseLong(attributes.getOrDefault(SENT_TIMESTAMP, "0"))));
  }

  private static long number(Map<QueueAttributeName, String> found, QueueAttributeName name) {
    return Long.parseLong(found.getOrDefault(name, "0"));
  }
}

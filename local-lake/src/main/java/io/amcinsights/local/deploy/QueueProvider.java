package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Queues. Messages in one stay when the template no longer has it. */
final class QueueProvider implements Provider {

  private static final List<String> ATTRIBUTES =
      List.of(
          "ContentBasedDeduplication",
          "DelaySeconds",
          "FifoQueue",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "RedrivePolicy",
          "VisibilityTimeout");

  private final SqsClient sqs;

  QueueProvider(Services services) {
    this.sqs = services.sqs();
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of(
            "QueueName",
            "ContentBasedDeduplication",
            "DelaySeconds",
            "FifoQueue",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "RedrivePolicy",
            "VisibilityTimeout"),
        Set.of(
            "KmsDataKeyReusePeriodSeconds",
            "KmsMasterKeyId",
            "RedriveAllowPolicy",
            "SqsManagedSseEnabled",
            "Tags"));
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("QueueName");
    Map<String, String> attributes = attributes(request);
    String url = find(name);
    if (url == null) {
      url = sqs.createQueue(r -> r.queueName(name).attributesWithStrings(attributes)).queueUrl();
    } else if (request.changed()) {
      String known = url;
      // Whether a queue is FIFO is decided when it is made.
      attributes.remove("FifoQueue");
      if (!attributes.isEmpty()) {
        sqs.setQueueAttributes(r -> r.queueUrl(known).attributesWithStrings(attributes));
      }
    }
    return Placed.of(
        url, Map.of("Arn", request.stack().arn("sqs", name), "QueueName", name, "QueueUrl", url));
  }

  private @Nullable String find(String name) {
    try {
      return sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
    } catch (QueueDoesNotExistException e) {
      return null;
    }
  }

  private static Map<String, String> attributes(Request request) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : ATTRIBUTES) {
      JsonNode value = request.properties().path(name);
      if (!value.isMissingNode()) {
        attributes.put(name, value.isContainerNode() ? value.toString() : value.asText());
      }
    }
    return attributes;
  }
}

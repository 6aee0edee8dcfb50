package io.amcinsights.local.events;

import io.amcinsights.core.json.Json;
import io.amcinsights.local.lambda.Functions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Queues of the embedded SQS and functions of this process. */
final class AwsTargets implements Targets {

  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final Functions functions;
  private final Map<String, String> urls = new ConcurrentHashMap<>();

  AwsTargets(SqsClient sqs, Functions functions) {
    this.sqs = sqs;
    this.functions = functions;
  }

  @Override
  public boolean isQueue(String arn) {
    return arn.startsWith("arn:aws:sqs:");
  }

  @Override
  public Map<String, String> send(String queueArn, Map<String, String> bodies) {
    String url = url(queueArn);
    Map<String, String> refused = new HashMap<>();
    List<String> keys = new ArrayList<>(bodies.keySet());
    for (int from = 0; from < keys.size(); from += BATCH) {
      refused.putAll(
          sendBatch(url, keys.subList(from, Math.min(from + BATCH, keys.size())), bodies));
    }
    return refused;
  }

  private Map<String, String> sendBatch(String url, List<String> keys, Map<String, String> bodies) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String key : keys) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(bodies.get(key))
              .build());
    }
    SendMessageBatchResponse answer =
        sqs.sendMessageBatch(batch -> batch.queueUrl(url).entries(entries));
    Map<String, String> refused = new HashMap<>();
    answer
        .failed()
        .forEach(
            failure -> refused.put(keys.get(Integer.parseInt(failure.id())), failure.message()));
    return refused;
  }

  @Override
  public void invoke(String functionArn, String payload) {
    functions.invoke(functionArn, Json.read("event", payload));
  }

  private String url(String arn) {
    return urls.computeIfAbsent(
        arn,
        missing -> {
          String name = Targets.nameOf(missing);
          try {
            return sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
          } catch (QueueDoesNotExistException e) {
            throw new GoneException("Queue %s does not exist".formatted(name), e);
          }
        });
  }
}

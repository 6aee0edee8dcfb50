package io.amcinsights.core.queue.sqs;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.queue.Queues;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Queues in SQS. */
public final class SqsQueues implements Queues {

  private final SqsClient sqs;

  public SqsQueues(SqsClient sqs) {
    this.sqs = sqs;
  }

  @Override
  public void send(String url, String body) {
    try {
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    } catch (QueueDoesNotExistException e) {
      throw new InvalidInputException(
          e, "Queue %s does not exist; deploy the stack that owns it", url);
    } catch (SdkException e) {
      throw new UnavailableException(
          e, "Queue %s took no message: %s", url, String.valueOf(e.getMessage()));
    }
  }
}

package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A standard queue that feeds a function, and the queue of what it could not deliver.
 *
 * <p>Encrypted by SQS itself: bodies are doorbells that name an object, never its rows, and every
 * sender (EventBridge among them) would otherwise need a grant on a key.
 */
final class WorkQueue extends Construct {

  /** AWS asks for six times the function's timeout: room for retries of a throttled batch. */
  static final int VISIBILITY_FACTOR = 6;

  /**
   * A message is only given up after ten receives, because a throttled poller counts as one: with
   * fewer, a burst would send healthy work to the dead letters.
   */
  private static final int MAX_RECEIVES = 10;

  /** The longest SQS allows: two weeks for a person to look. */
  static final Duration LONGEST = Duration.days(14);

  private final Queue queue;
  private final Queue deadLetters;

  WorkQueue(Construct scope, String id, String name, Duration consumerTimeout) {
    this(scope, id, name, consumerTimeout, Duration.seconds(0));
  }

  /**
   * A queue whose messages are collected for a while.
   *
   * @param window how long; they are invisible meanwhile
   */
  WorkQueue(Construct scope, String id, String name, Duration consumerTimeout, Duration window) {
    super(scope, id);
    deadLetters = parking(this, "DeadLetters", LakeNames.deadLetters(name));
    queue =
        Queue.Builder.create(this, "Queue")
            .queueName(name)
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            // A long outage must not lose work either.
            .retentionPeriod(LONGEST)
            .visibilityTimeout(
                Duration.seconds(
                    consumerTimeout.toSeconds().intValue() * VISIBILITY_FACTOR
                        + window.toSeconds().intValue()))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(MAX_RECEIVES).build())
            .build();
  }

  /** A queue that holds work until a person decides: dead letters and failed work. */
  static Queue parking(Construct scope, String id, String name) {
    return Queue.Builder.create(scope, id)
        .queueName(name)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(LONGEST)
        .build();
  }

  Queue queue() {
    return queue;
  }

  Queue deadLetters() {
    return deadLetters;
  }

  /** What an event source mapping does with this queue, on behalf of its function. */
  PolicyStatement consume() {
    return Allow.actions(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ChangeMessageVisibility")
        .on(queue.getQueueArn());
  }

  /** Putting a message on it. */
  PolicyStatement send() {
    return sendTo(queue);
  }

  static PolicyStatement sendTo(Queue queue) {
    return Allow.actions("sqs:SendMessage").on(queue.getQueueArn());
  }
}

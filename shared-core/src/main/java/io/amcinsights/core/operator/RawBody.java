package io.amcinsights.core.operator;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.event.S3EventJson;
import io.amcinsights.core.event.S3ObjectEvent;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import java.util.Map;

/**
 * Reads what lies in a queue of failures: an envelope, or the body SQS moved there after too many
 * receives, which is wrapped into one.
 */
final class RawBody {

  /** Stage of bodies that never reached a stage. */
  static final String INGEST = "ingest";

  private RawBody() {}

  static FailedWork wrap(QueueAdmin.Queue queue, QueueAdmin.Message message) {
    if (queue.name().endsWith("-failed")) {
      return FailedWorkJson.read(message.body());
    }
    try {
      return moved(queue, message);
    } catch (InvalidInputException e) {
      return envelope(
          queue,
          INGEST,
          "-",
          1,
          "UNREADABLE",
          "The message is of no known format: " + e.getMessage(),
          "Purge it once its sender is known",
          Map.of("body", message.body()));
    }
  }

  private static FailedWork moved(QueueAdmin.Queue queue, QueueAdmin.Message message) {
    String body = message.body();
    if (queue.name().endsWith("-stage-a-dlq")) {
      StageAMessage work = StageAMessageJson.read(body);
      return undelivered(
          queue, "a", work.dataset(), work.attempt(), message, StageAMessageJson.toPayload(work));
    }
    if (queue.name().endsWith("-stage-b-dlq")) {
      StageBMessage work = StageBMessageJson.read(body);
      return undelivered(queue, "b", work.dataset(), 1, message, StageBMessageJson.toPayload(work));
    }
    S3ObjectEvent event = S3EventJson.read(body);
    return undelivered(
        queue, INGEST, "-", 1, message, Map.of("id", event.object().uri(), "body", body));
  }

  private static FailedWork undelivered(
      QueueAdmin.Queue queue,
      String stage,
      String dataset,
      int attempt,
      QueueAdmin.Message message,
      Map<String, String> payload) {
    return envelope(
        queue,
        stage,
        dataset,
        attempt,
        "UNDELIVERED",
        "Its function failed on the message until SQS gave up",
        "See the function's log, then: lake dlq redrive " + message.id(),
        payload);
  }

  private static FailedWork envelope(
      QueueAdmin.Queue queue,
      String stage,
      String dataset,
      int attempt,
      String code,
      String what,
      String remedy,
      Map<String, String> payload) {
    return new FailedWork(
        queue.name(),
        stage,
        dataset,
        attempt,
        new FailedWork.Failure(code, what, remedy),
        null,
        payload);
  }
}

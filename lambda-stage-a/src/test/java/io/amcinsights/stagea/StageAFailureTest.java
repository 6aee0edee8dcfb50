package io.amcinsights.stagea;

import static io.amcinsights.stagea.StageALake.EXECUTION;
import static io.amcinsights.stagea.StageALake.FAILED;
import static io.amcinsights.stagea.StageALake.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageAMessageJson;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageAFailureTest {

  private static final ExecutionError ERROR =
      ExecutionError.read(
          Json.object()
              .put("Error", "io.amcinsights.core.error.InvalidInputException")
              .put("Cause", "{\"errorMessage\":\"no such transform\",\"errorType\":\"x\"}"));

  @TempDir private Path work;
  private StageALake lake;

  @BeforeEach
  void open() {
    lake = new StageALake(work);
  }

  @Test
  void aFailedDeliveryHasAnEnvelopeThatRingsAgain() {
    Delivery delivery = lake.received("rows", 1);

    lake.failure().run(message(delivery, 1), EXECUTION, "arn", ERROR);

    Delivery failed = lake.catalog.find(delivery.ref()).orElseThrow();
    assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(failed.reason()).isEqualTo("InvalidInputException: no such transform");
    FailedWork work = FailedWorkJson.read(lake.queues.messages(FAILED).get(0));
    assertThat(StageAMessageJson.fromPayload(work.payload())).isEqualTo(message(delivery, 1));
    assertThat(work.error().code()).isEqualTo("InvalidInputException");
    assertThat(work.error().remedy()).contains("then redrive");
    assertThat(work.executionArn()).isEqualTo("arn");
  }

  @Test
  void repeatingItSendsNothingMore() {
    Delivery delivery = lake.received("rows", 1);
    lake.failure().run(message(delivery, 1), EXECUTION, "arn", ERROR);
    lake.failure().run(message(delivery, 1), EXECUTION, "arn", ERROR);

    assertThat(lake.queues.messages(FAILED)).hasSize(1);
  }

  @Test
  void aDeliveryThatGotThroughAfterAllIsLeftAlone() {
    Delivery delivery = lake.received("rows", 1);
    lake.catalog.move(delivery.ref(), 1, Change.to(DeliveryState.READY));

    lake.failure().run(message(delivery, 1), EXECUTION, "arn", ERROR);

    assertThat(lake.catalog.find(delivery.ref()).orElseThrow().state())
        .isEqualTo(DeliveryState.READY);
    assertThat(lake.queues.messages(FAILED)).isEmpty();
  }

  @Test
  void anotherAttemptIsLeftAlone() {
    Delivery delivery = lake.received("rows", 1);
    lake.catalog.retry(delivery.ref(), 1, DeliveryState.RECEIVED, "again");

    lake.failure().run(message(delivery, 1), EXECUTION, "arn", ERROR);

    assertThat(lake.catalog.find(delivery.ref()).orElseThrow().state())
        .isEqualTo(DeliveryState.RECEIVED);
  }
}

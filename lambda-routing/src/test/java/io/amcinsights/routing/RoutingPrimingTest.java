package io.amcinsights.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.aws.DryPass;
import io.amcinsights.core.error.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs before the snapshots of this module's functions. */
class RoutingPrimingTest {

  private final Map<String, String> environment =
      DryPass.environment(
          "OBJECTS_TABLE",
          "DATASETS_TABLE",
          "PIPELINES_TABLE",
          "TABLES_TABLE",
          "CUSTOMERS_TABLE",
          "RAW_BUCKET",
          "INGEST_QUEUE_URL",
          "STATE_MACHINE_ARN");

  @Test
  void routeObjectsRecordsADelivery() {
    assertThat(DryPass.end(environment, RouteObjectsHandler::dryPass)).isNull();
  }

  @Test
  void stageAIsStarted() {
    environment.put("STAGE", "a");

    assertThat(DryPass.end(environment, StartStageHandler::dryPass)).isNull();
  }

  @Test
  void stageBRingsATableAndReadsAnEmptyRow() {
    environment.put("STAGE", "b");

    assertThat(DryPass.end(environment, StartStageHandler::dryPass))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("Field 'schemaVersion' is missing");
  }

  @Test
  void theReconcilerListsABucket() {
    assertThat(DryPass.end(environment, ReconcilerHandler::dryPass)).isNull();
  }

  @Test
  void somebodyIsOptedInAndNobodyIsTold() {
    assertThat(DryPass.end(environment, OptInHandler::dryPass)).isNull();
  }

  @Test
  void aRegistrationIsTakenBackAndNobodyIsTold() {
    assertThat(DryPass.end(environment, RegisterHandler::dryPass)).isNull();
  }
}

package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.aws.DryPass;
import io.amcinsights.core.error.InvalidInputException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs before the snapshots of this module's functions. */
class StageBPrimingTest {

  private final Map<String, String> environment =
      DryPass.environment(
          "OBJECTS_TABLE",
          "DATASETS_TABLE",
          "PIPELINES_TABLE",
          "TABLES_TABLE",
          "EXECUTIONS_TABLE",
          "STAGE_BUCKET",
          "GLUE_JOB_NAME",
          "FAILED_QUEUE_URL",
          "PIPELINE",
          "STATE_MACHINE_ARN",
          "STATE_MACHINE_A_ARN");

  /** As deployed: opening Glue's catalog makes clients and asks nobody. */
  @BeforeEach
  void catalogOfGlue() {
    environment.put(
        "CATALOG_PROPERTIES",
        """
        {"catalog-impl": "org.apache.iceberg.aws.glue.GlueCatalog",
         "io-impl": "org.apache.iceberg.aws.s3.S3FileIO", "warehouse": "s3://dry/",
         "http-client.type": "urlconnection"}
        """);
  }

  @Test
  void planLoadLooksForADataset() {
    assertThat(DryPass.end(environment, PlanLoadHandler::dryPass))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("Dataset t-d is not deployed");
  }

  @Test
  void finishLoadReadsAManifest() {
    assertThat(DryPass.end(environment, FinishLoadHandler::dryPass))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no JSON");
  }

  @Test
  void finishLoadAsksForNoTableItDoesNotRead() {
    environment
        .keySet()
        .retainAll(Set.of("OBJECTS_TABLE", "TABLES_TABLE", "EXECUTIONS_TABLE", "STAGE_BUCKET"));

    assertThat(DryPass.end(environment, FinishLoadHandler::dryPass))
        .hasMessageContaining("is no JSON");
  }

  @Test
  void finishLoadGovernsWhenItIsTold() {
    environment.put("GOVERNANCE", "{\"mode\":\"iam\",\"tags\":\"p\"}");

    assertThat(DryPass.end(environment, FinishLoadHandler::dryPass))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("GOVERNANCE has mode 'iam'");
  }

  @Test
  void failLoadFindsNoTable() {
    assertThat(DryPass.end(environment, FailLoadHandler::dryPass)).isNull();
  }

  @Test
  void theSweeperSweeps() {
    assertThat(DryPass.end(environment, SweeperHandler::dryPass)).isNull();
  }

  @Test
  void maintenanceLooksForADataset() {
    assertThat(DryPass.end(environment, MaintenanceHandler::dryPass))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("Dataset t-d is not deployed");
  }
}

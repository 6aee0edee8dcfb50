package io.amcinsights.stagea;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.aws.DryPass;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs before the snapshots of this module's functions. */
class StageAPrimingTest {

  @TempDir private Path work;

  private final Map<String, String> environment =
      DryPass.environment(
          "OBJECTS_TABLE",
          "TABLES_TABLE",
          "DATASETS_TABLE",
          "CUSTOMERS_TABLE",
          "EXECUTIONS_TABLE",
          "RAW_BUCKET",
          "STAGE_BUCKET",
          "FAILED_QUEUE_URL");

  @Test
  void lightTransformStagesARowAndLooksForADataset() {
    environment.put("WORK_DIRECTORY", work.toString());

    assertThat(DryPass.end(environment, LightTransformHandler::dryPass))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("Dataset t-d is not deployed");

    assertThat(work.toFile().list((folder, name) -> name.startsWith("stage-a-"))).isEmpty();
  }

  @Test
  void failStageAGoesAsFarAsItsQueueWhoseAnswerLacksAChecksum() {
    assertThat(DryPass.end(environment, FailStageAHandler::dryPass))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("took no message");
  }
}

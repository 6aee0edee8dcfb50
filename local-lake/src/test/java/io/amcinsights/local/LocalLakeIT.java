package io.amcinsights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.control.LakeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLakeIT {

  private static final Path ASSEMBLY = Path.of("../infra/target/cdk.out");

  @TempDir private Path folder;

  @BeforeEach
  void synthesised() {
    assertThat(ASSEMBLY.resolve("manifest.json"))
        .as("templates of infra: build it first, mvn -pl local-lake -am package")
        .exists();
  }

  @Test
  void aRestartKeepsItsEndpointsAndEverythingDeployed() {
    Endpoints first;
    try (LocalLake lake = LocalLake.start(LocalLakeConfig.of(folder, ASSEMBLY))) {
      first = lake.endpoints();
      lake.announce(1234, "token", Map.of("console", "http://127.0.0.1:1234"));

      LakeFile file = LakeFile.find(folder).orElseThrow();
      assertThat(file.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(file.endpoints())
          .containsEntry("s3", first.s3().toString())
          .containsKeys("dynamodb", "sqs", "console");
      assertThat(lake.clients().sqs().listQueues().queueUrls())
          .anyMatch(url -> url.endsWith("-ingest"));
      assertThatThrownBy(() -> LocalLake.start(LocalLakeConfig.of(folder, ASSEMBLY)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("already runs in");
    }
    assertThat(folder.resolve(LakeFile.NAME)).doesNotExist();

    try (LocalLake lake = LocalLake.start(LocalLakeConfig.of(folder, ASSEMBLY))) {
      assertThat(lake.endpoints()).isEqualTo(first);
      assertThat(lake.clients().dynamoDb().listTables().tableNames())
          .anyMatch(name -> name.endsWith("-objects"));
    }
  }

  @Test
  void anAssemblyThatCannotBeDeployedLeavesNothingRunning() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    LocalLakeConfig wrong = LocalLakeConfig.of(folder.resolve("lake"), empty);

    assertThatThrownBy(() -> LocalLake.start(wrong)).isInstanceOf(RuntimeException.class);
    try (LocalLake lake = LocalLake.start(LocalLakeConfig.of(folder.resolve("lake"), ASSEMBLY))) {
      assertThat(lake.functions()).isNotNull();
    }
  }
}

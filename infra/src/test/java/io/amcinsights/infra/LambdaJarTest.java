package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaJarTest {

  @Test
  void aFunctionThatWasNotPackagedIsNamedWithTheCommandThatHelps(@TempDir Path root) {
    assertThatThrownBy(() -> LambdaJar.STAGE_A.code(root))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("There is no lambda-stage-a-*-lambda.jar in ")
        .hasMessageContaining("run 'mvn package' in " + root);
  }

  @Test
  void twoJarsOfOneFunctionAreNotChosenFromByChance(@TempDir Path root) throws IOException {
    Path target = Files.createDirectories(root.resolve("lambda-stage-a/target"));
    Files.writeString(target.resolve("lambda-stage-a-1-lambda.jar"), "");
    Files.writeString(target.resolve("lambda-stage-a-2-lambda.jar"), "");
    assertThatThrownBy(() -> LambdaJar.STAGE_A.code(root))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("mvn clean package");
  }
}

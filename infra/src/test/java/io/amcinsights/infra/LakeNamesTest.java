package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeNamesTest {

  @Test
  void anInstallationThatCannotBePartOfABucketsNameIsRefused() {
    assertThatThrownBy(() -> new LakeNames("Amc_Lake", "dev"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "The installation is 'Amc_Lake'; use 1 to 12 lower-case letters and digits, a letter"
                + " first (cdk -c installation=..., or mvn -Dlake.installation=...)");
  }

  @Test
  void aNameThatAwsWouldRefuseIsRefusedBeforeAnythingIsDeployed() {
    LakeNames.Pipeline names =
        new LakeNames("amclake", "dev").pipeline("a-team-with-a-long-name", "and-a-long-pipeline");
    assertThatThrownBy(() -> names.function("light-transform-large"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has 77 characters and AWS allows 64; shorten");
  }

  @Test
  void namesCarryEveryDimension() {
    LakeNames names = new LakeNames("amclake", "prod");
    assertThat(names.pipeline("retail", "adtech").function("start-a"))
        .isEqualTo("amclake-prod-retail-adtech-start-a");
    assertThat(names.dataset("retail", "amc").stageBQueue())
        .isEqualTo("amclake-prod-retail-amc-stage-b");
    assertThat(names.tenantReader("acme")).isEqualTo("amclake-prod-tenant-acme-reader");
    assertThat(names.tenantReader("x".repeat(names.longestCustomerId()))).hasSize(64);
  }

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

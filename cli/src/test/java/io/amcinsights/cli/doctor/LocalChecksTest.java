package io.amcinsights.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.cli.doctor.Finding.Status;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChecksTest {

  private final Map<String, String> printed =
      new HashMap<>(
          Map.of(
              "java", "openjdk 17.0.10 2024-01-16\nOpenJDK Runtime Environment (build 17.0.10+7)\n",
              "mvn", "Apache Maven 3.8.7\nMaven home: /usr/share/maven\n",
              "node", "v20.11.1\n"));

  @TempDir Path home;
  private Path infra;

  @BeforeEach
  void prepareACheckoutThatCanBeDeployed() throws IOException {
    infra = home.resolve("infra");
    write("infra/package.json", "{\"devDependencies\": {\"aws-cdk\": \"2.1148.1\"}}");
    write("infra/node_modules/aws-cdk/package.json", "{\"version\": \"2.1148.1\"}");
    write("infra/target/synth.args", "");
    write("infra/target/cdk.out/amclake-dev-foundation.template.json", "{}");
    write("lambda-routing/target/lambda-routing-1.0-lambda.jar", "");
    write("glue-jobs/target/glue-jobs-1.0.jar", "");
  }

  @Test
  void aCheckoutThatIsBuiltIsInOrder() {
    assertThat(examine(Optional.empty()))
        .hasSize(7)
        .allSatisfy(it -> assertThat(it.status()).as(it.toString()).isEqualTo(Status.OK));
  }

  @Test
  void olderProgramsAreProblems() {
    printed.put("java", "openjdk 11.0.2 2019-01-15");
    printed.put("mvn", "Apache Maven 3.6.3 (Red Hat)");
    printed.put("node", "v18.19.0");

    assertThat(finding("Java").found()).isEqualTo("11.0 is older than 17");
    assertThat(finding("Maven").found()).isEqualTo("3.6 is older than 3.8");
    assertThat(finding("Node"))
        .isEqualTo(
            Finding.problem(
                "Node", "18.19 is older than 20", "install Node 20 or newer, on the PATH"));
  }

  @Test
  void newerProgramsAreFine() {
    printed.put("java", "java 25 2025-09-16 LTS");
    printed.put("mvn", "Apache Maven 4.0.0 (abc)");
    printed.put("node", "v24.0.0");

    assertThat(finding("Java")).isEqualTo(Finding.ok("Java", "25.0"));
    assertThat(finding("Maven")).isEqualTo(Finding.ok("Maven", "4.0"));
    assertThat(finding("Node")).isEqualTo(Finding.ok("Node", "24.0"));
  }

  @Test
  void aMissingProgramIsAProblem() {
    printed.remove("mvn");

    assertThat(finding("Maven").status()).isEqualTo(Status.PROBLEM);
    assertThat(finding("Maven").found()).contains("mvn --version");
  }

  @Test
  void aProgramThatIsNotThereOrFailsPrintsNothing() {
    var tools = new InstalledTools();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    assertThat(tools.output(List.of("no-such-program-here"))).isEmpty();
    assertThat(tools.output(List.of(java, "--no-such-option"))).isEmpty();
    assertThat(tools.output(List.of(java, "--version")).orElseThrow()).contains("17");
  }

  @Test
  void anotherCdkThanThePinnedOneIsAProblem() throws IOException {
    write("infra/node_modules/aws-cdk/package.json", "{\"version\": \"2.1000.0\"}");

    assertThat(finding("cdk"))
        .isEqualTo(
            Finding.problem("cdk", "2.1000.0, and 2.1148.1 is pinned", "cd infra && npm ci"));
  }

  @Test
  void aCdkThatIsNotInstalledIsAWarningBecauseDeployingInstallsIt() throws IOException {
    Files.delete(infra.resolve("node_modules/aws-cdk/package.json"));

    assertThat(finding("cdk").status()).isEqualTo(Status.WARNING);
  }

  @Test
  void aWrongDatasetsFileIsAProblemThatSaysWhatIsWrong() throws IOException {
    write(
        "infra/datasets_parameters.json",
        "{\"pipelines\": [], \"datasets\": [{\"team\": \"a\", \"pipeline\": \"b\", \"dataset\": \"c\"}]}");

    assertThat(finding("datasets").status()).isEqualTo(Status.PROBLEM);
    assertThat(finding("datasets").found())
        .contains("cannot be used: datasets[0].pipeline is 'b'")
        .doesNotContain("\n");
  }

  @Test
  void everyFunctionNeedsItsJar() throws IOException {
    write("lambda-stage-a/target/lambda-stage-a-1.0.jar", "not what is deployed");
    Files.delete(home.resolve("glue-jobs/target/glue-jobs-1.0.jar"));

    assertThat(finding("jars"))
        .isEqualTo(
            Finding.problem("jars", "none of lambda-stage-a, glue-jobs", "mvn -q -Pquick package"));
  }

  @Test
  void templatesOlderThanTheDatasetsFileAreAWarning() throws IOException {
    write("infra/datasets_parameters.json", "{}");
    touch("infra/datasets_parameters.json", 2);
    touch("infra/target/cdk.out/amclake-dev-foundation.template.json", 1);

    assertThat(finding("templates").status()).isEqualTo(Status.WARNING);
    assertThat(finding("templates").found()).contains("older than", "datasets_parameters.json");
  }

  @Test
  void templatesOfAnotherInstallationDoNotCount() {
    var names = new LakeNames("second", "prod");

    assertThat(new SynthesisCheck(infra, names).run())
        .containsExactly(
            Finding.warning(
                "templates",
                "none of second-prod yet",
                "lake synth -- -c installation=second -c environment=prod"
                    + " (deploying does it too)"));
  }

  @Test
  void aLocalLakeThatAnswersIsInOrderAndOneThatDoesNotIsAWarning() throws IOException {
    LakeFile lake;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      lake = lake("http://127.0.0.1:" + server.getLocalPort());

      assertThat(finding("local lake", Optional.of(lake)).status()).isEqualTo(Status.OK);
    }

    assertThat(finding("local lake", Optional.of(lake)).status()).isEqualTo(Status.WARNING);
    assertThat(finding("local lake", Optional.of(lake)).found()).contains("s3 (http://127");
  }

  @Test
  void aCheckThatFailsIsAWarningAndTheOthersGoOn() throws IOException {
    Files.delete(infra.resolve("package.json"));

    assertThat(finding("cdk").status()).isEqualTo(Status.WARNING);
    assertThat(finding("cdk").found()).startsWith("not known:").contains("package.json");
    assertThat(finding("jars").status()).isEqualTo(Status.OK);
  }

  private Finding finding(String check) {
    return finding(check, Optional.empty());
  }

  private Finding finding(String check, Optional<LakeFile> running) {
    return examine(running).stream()
        .filter(it -> it.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> examine(Optional<LakeFile> running) {
    Tools tools = command -> Optional.ofNullable(printed.get(command.get(0)));
    return Doctor.examine(LocalChecks.of(home, LakeNames.DEFAULT, tools, running), it -> {});
  }

  private static LakeFile lake(String url) {
    return new LakeFile(
        7, 1, "token", Map.of("s3", url), "us-east-1", "000000000000", Instant.EPOCH);
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void touch(String name, long second) throws IOException {
    Files.setLastModifiedTime(home.resolve(name), FileTime.from(Instant.ofEpochSecond(second)));
  }
}

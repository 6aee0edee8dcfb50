package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.cli.destroy.FakeData;
import io.amcinsights.cli.destroy.FakeStacks;
import io.amcinsights.cli.destroy.Patience;
import io.amcinsights.cli.destroy.Resource;
import io.amcinsights.cli.destroy.aws.AwsInstallation;
import io.amcinsights.core.naming.LakeNames;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DestroyCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Optional<String> typed = Optional.empty();
  private final FakeData data = new FakeData();
  private final FakeStacks account =
      new FakeStacks()
          .with(
              LakeNames.DEFAULT,
              "amclake-dev-foundation",
              true,
              new Resource("AWS::S3::Bucket", "amclake-dev-raw-1-r", true),
              new Resource("AWS::SNS::Topic", "amclake-dev-alarms", false));

  @Test
  void aDryRunSaysWhatGoesAndWhatStaysAndTouchesNothing() throws Exception {
    assertThat(run("--dry-run", "--json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(document.at("/stacks/0/name").asText()).isEqualTo("amclake-dev-foundation");
    assertThat(document.at("/stacks/0/resources").asInt()).isEqualTo(2);
    assertThat(document.at("/kept/0/name").asText()).isEqualTo("amclake-dev-raw-1-r");
    assertThat(document.at("/deleted/0/name").asText()).isEqualTo("amclake-dev-alarms");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void withoutATerminalItWantsYesAndSaysSo() {
    assertThatThrownBy(() -> run())
        .isInstanceOfSatisfying(
            CommandFailure.class, it -> assertThat(it.exitCode()).isEqualTo(CommandFailure.USAGE))
        .hasMessageContaining("lake destroy --installation amclake --environment dev --yes");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void anythingButTheNameOfTheInstallationIsANo() {
    typed = Optional.of("yes");

    assertThatThrownBy(() -> run()).hasMessageContaining("Nothing is removed");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void theNameOfTheInstallationRemovesIt() throws Exception {
    typed = Optional.of("amclake-dev");

    assertThat(run()).isZero();
    assertThat(account.left()).isEmpty();
    assertThat(out.toString(UTF_8)).contains("amclake-dev-raw-1-r", "AWS::S3::Bucket");
  }

  @Test
  void dataGoesOnlyWhenToldTo() throws Exception {
    assertThat(run("--yes")).isZero();
    assertThat(data.removed()).isEmpty();

    assertThat(run("--yes", "--delete-data")).isZero();
    assertThat(data.removed()).containsExactly("amclake-dev-raw-1-r");
    assertThat(run("--yes", "--delete-data")).isZero();
    assertThat(data.removed()).hasSize(1);
  }

  @Test
  void aDryRunShowsTheDataThatWouldGo() throws Exception {
    assertThat(run("--dry-run", "--delete-data", "--json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(document.at("/deletedData/0/name").asText()).isEqualTo("amclake-dev-raw-1-r");
    assertThat(document.at("/kept")).isEmpty();
    assertThat(data.removed()).isEmpty();
  }

  @Test
  void anotherInstallationHasNothingHere() throws Exception {
    assertThat(run("--environment", "dev2", "--yes")).isZero();

    assertThat(account.calls()).isEmpty();
  }

  private int run(String... arguments) throws Exception {
    var output = new Output(new PrintStream(out, true, UTF_8), System.err, false, false);
    var surroundings = new Surroundings(Path.of(""), Path.of(""), Map.of());
    var context =
        new CommandContext(
            new RootOptions(),
            surroundings,
            output,
            (folder, file) -> {
              throw new IllegalStateException("no local lake is asked");
            });
    var patience =
        new Patience(Duration.ofMinutes(1), Duration.ofSeconds(1), () -> Duration.ZERO, it -> {});
    var doors =
        new DestroyCommand.Doors(
            names -> new AwsInstallation("1", "r", account, data), () -> typed, patience);
    var command = new DestroyCommand(context, doors);
    new CommandLine(command).parseArgs(arguments);
    return command.call();
  }
}

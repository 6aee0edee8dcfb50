package io.amcinsights.local.cloudformation;

import static io.amcinsights.local.cloudformation.Bench.parameter;
import static io.amcinsights.local.cloudformation.Bench.previous;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.local.s3.Buckets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.Tag;

class LocalCloudFormationTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatExceptionOfType(CloudFormationException.class)
        .isThrownBy(call)
        .satisfies(
            it -> {
              assertThat(it.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
              assertThat(it.statusCode()).isEqualTo(400);
            })
        .withMessageContaining(message);
  }

  @Test
  void aStackIsCreatedWhileOthersLookAtIt() {
    bench.holding(
        () -> {
          bench.create("s", "b");
          assertThat(bench.status("s")).isEqualTo("CREATE_IN_PROGRESS");
          refuses(
              () -> bench.update("s", parameter("Bucket", "c")),
              "stack/s/local is in CREATE_IN_PROGRESS state and can not be updated.");
          assertThat(bench.site.buckets).isEmpty();
        });
    bench.settle("s", "CREATE_COMPLETE");
    assertThat(bench.describe("s").outputs().get(0).outputValue()).isEqualTo("b");
    assertThat(bench.parameters("s")).isEqualTo(Map.of("Bucket", "b", "State", "ENABLED"));
    assertThat(bench.events("s"))
        .containsExactly(
            "s CREATE_COMPLETE",
            "R CREATE_COMPLETE",
            "B CREATE_COMPLETE",
            "s CREATE_IN_PROGRESS User Initiated");
    assertThat(bench.status(bench.describe("s").stackId())).isEqualTo("CREATE_COMPLETE");
  }

  @Test
  void whatIsNotThereOrThereAlreadyIsSaidInAwssWords() {
    refuses(() -> bench.status("s"), "Stack with id s does not exist");
    refuses(() -> bench.update("s"), "Stack [s] does not exist");
    bench.stacks.deleteStack(it -> it.stackName("s"));
    bench.create("s", "b");
    assertThatThrownBy(() -> bench.create("s", "b"))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("Stack [s] already exists");
    refuses(
        () -> bench.stacks.createStack(it -> it.stackName("t").templateBody(Bench.TEMPLATE)),
        "parameter Bucket is missing");
    refuses(
        () -> bench.stacks.createStack(it -> it.stackName("t").templateBody("{")), "is no JSON");
  }

  @Test
  void aRepeatedRequestIsOne() {
    for (int i = 0; i < 2; i++) {
      bench.stacks.createStack(
          it ->
              it.stackName("s")
                  .templateBody(Bench.TEMPLATE)
                  .parameters(parameter("Bucket", "b"))
                  .clientRequestToken("once"));
    }
    bench.settle("s", "CREATE_COMPLETE");
    assertThat(bench.events("s")).filteredOn(it -> it.contains("User Initiated")).hasSize(1);
  }

  @Test
  void anUpdateChangesWhatItNamesAndKeepsTheRest() {
    bench.create("s", "b");
    bench.settle("s", "CREATE_COMPLETE");
    refuses(() -> bench.update("s", previous("Bucket")), "No updates are to be performed.");

    bench.update("s", previous("Bucket"), parameter("State", "DISABLED"));
    bench.settle("s", "UPDATE_COMPLETE");
    assertThat(bench.parameters("s")).isEqualTo(Map.of("Bucket", "b", "State", "DISABLED"));
    assertThat(bench.site.rules.get("s").enabled()).isFalse();

    bench.restart();
    assertThat(bench.status("s")).isEqualTo("UPDATE_COMPLETE");
    assertThat(bench.site.rules.get("s").enabled()).isFalse();
  }

  @Test
  void aStackOfTheAssemblyKeepsWhatWasChosenForIt() {
    assertThat(bench.status("shared")).isEqualTo("CREATE_COMPLETE");
    bench.stacks.updateStack(
        it ->
            it.stackName("shared")
                .usePreviousTemplate(true)
                .parameters(parameter("Accounts", "1,2"))
                .tags(Tag.builder().key("k").value("v").build()));
    bench.settle("shared", "UPDATE_COMPLETE");

    bench.restart();
    assertThat(bench.parameters("shared")).isEqualTo(Map.of("Accounts", "1,2"));
    assertThat(bench.describe("shared").tags()).extracting(it -> it.value()).containsExactly("v");
    assertThat(String.valueOf(bench.site.rules.get("shared").pattern())).contains("\"2\"");
    bench.update("shared", parameter("Accounts", "1,2,3"));
    bench.settle("shared", "UPDATE_COMPLETE");
    assertThat(String.valueOf(bench.site.rules.get("shared").pattern())).contains("\"3\"");
  }

  @Test
  void aCreationThatFailsLeavesNothing() {
    bench.stacks.fail("s", "create", "R", "no more rules");
    bench.create("s", "b");
    bench.settle("s", "ROLLBACK_COMPLETE");
    assertThat(bench.events("s"))
        .contains("B CREATE_COMPLETE", "R CREATE_FAILED no more rules", "B DELETE_COMPLETE")
        .contains("s ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [R].");
    assertThat(bench.site.buckets).isEmpty();
    refuses(() -> bench.update("s", parameter("Bucket", "c")), "can not be updated");

    bench.stacks.deleteStack(it -> it.stackName("s"));
    bench.settleGone("s");
    bench.create("s", "b");
    bench.settle("s", "CREATE_COMPLETE");
  }

  @Test
  void anUpdateThatFailsIsTakenBack() {
    bench.create("s", "b");
    bench.settle("s", "CREATE_COMPLETE");
    bench.stacks.fail("s", "update", "R", "not now");
    bench.update("s", previous("Bucket"), parameter("State", "DISABLED"));
    bench.settle("s", "UPDATE_ROLLBACK_COMPLETE");
    assertThat(bench.events("s")).contains("R UPDATE_FAILED not now");
    assertThat(bench.parameters("s")).containsEntry("State", "ENABLED");
    assertThat(bench.site.rules.get("s").enabled()).isTrue();
  }

  @Test
  void aRollbackThatFailsGoesOnWhenItIsTold() {
    bench.create("s", "b");
    bench.settle("s", "CREATE_COMPLETE");
    bench.stacks.fail("s", "update", "R", "not now");
    bench.stacks.fail("s", "rollback", "B", "nor this");
    bench.update("s", previous("Bucket"), parameter("State", "DISABLED"));
    bench.settle("s", "UPDATE_ROLLBACK_FAILED");
    refuses(() -> bench.update("s", parameter("Bucket", "c")), "UPDATE_ROLLBACK_FAILED");

    bench.stacks.continueUpdateRollback(it -> it.stackName("s"));
    bench.settle("s", "UPDATE_ROLLBACK_COMPLETE");
    assertThat(bench.parameters("s")).containsEntry("State", "ENABLED");
    refuses(
        () -> bench.stacks.continueUpdateRollback(it -> it.stackName("s")),
        "can not continue rollback");
  }

  @Test
  void aBucketOutlivesItsStackAndIsNobodysThen() {
    bench.create("s", "b");
    bench.settle("s", "CREATE_COMPLETE");
    String id = bench.describe("s").stackId();
    bench.stacks.fail("s", "delete", "R", "in use");
    bench.stacks.deleteStack(it -> it.stackName("s"));
    bench.settle("s", "DELETE_FAILED");
    assertThat(bench.events("s")).contains("R DELETE_FAILED in use");

    bench.stacks.deleteStack(it -> it.stackName("s"));
    bench.settleGone("s");
    assertThat(bench.status(id)).isEqualTo("DELETE_COMPLETE");
    assertThat(bench.site.rules).doesNotContainKey("s");
    assertThat(bench.site.buckets).containsKey("b");

    bench.create("s", "b");
    bench.settle("s", "ROLLBACK_COMPLETE");
    assertThat(bench.events("s")).contains("B CREATE_FAILED b already exists");
    assertThat(bench.site.buckets).containsKey("b");
  }

  @Test
  void anImportTakesOverWhatIsThere() {
    bench.site.put(new Buckets.Spec("b", "000000000000", "us-east-1", false));
    prepare("b");
    assertThat(bench.status("s")).isEqualTo("REVIEW_IN_PROGRESS");
    settleChangeSet("CREATE_COMPLETE");
    bench.restart();
    assertThat(bench.status("s")).isEqualTo("REVIEW_IN_PROGRESS");
    execute();
    bench.settle("s", "IMPORT_COMPLETE");
    assertThat(bench.site.buckets.get("b").stack()).isEqualTo("s");
    assertThat(bench.events("s"))
        .contains("B IMPORT_COMPLETE", "s IMPORT_IN_PROGRESS User Initiated");
    assertThatThrownBy(this::execute).isInstanceOf(ChangeSetNotFoundException.class);

    bench.stacks.updateStack(
        it -> it.stackName("s").templateBody(Bench.TEMPLATE).parameters(parameter("Bucket", "b")));
    bench.settle("s", "UPDATE_COMPLETE");
    assertThat(bench.site.rules).containsKey("s");
  }

  @Test
  void anImportOfNothingFailsBeforeItBegins() {
    prepare("nowhere");
    settleChangeSet("FAILED");
    assertThat(describeChangeSet().statusReason()).contains("'nowhere' was not found");
    assertThatThrownBy(this::execute).isInstanceOf(InvalidChangeSetStatusException.class);
    bench.stacks.deleteChangeSet(it -> it.stackName("s").changeSetName("import"));
    assertThatThrownBy(this::describeChangeSet).isInstanceOf(ChangeSetNotFoundException.class);
    bench.stacks.deleteStack(it -> it.stackName("s"));
    bench.settleGone("s");
  }

  @Test
  void anImportThatFailsLetsGo() {
    bench.site.put(new Buckets.Spec("b", "000000000000", "us-east-1", false));
    prepare("b");
    settleChangeSet("CREATE_COMPLETE");
    bench.stacks.fail("s", "import", "B", "not yours");
    execute();
    bench.settle("s", "IMPORT_ROLLBACK_COMPLETE");
    assertThat(bench.events("s")).contains("B IMPORT_FAILED not yours");
    assertThat(bench.site.buckets.get("b").stack()).isEmpty();
  }

  private void prepare(String bucket) {
    bench.stacks.createChangeSet(
        it ->
            it.stackName("s")
                .changeSetName("import")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(Bench.BUCKET_ALONE)
                .parameters(parameter("Bucket", bucket))
                .resourcesToImport(
                    ResourceToImport.builder()
                        .logicalResourceId("B")
                        .resourceType("AWS::S3::Bucket")
                        .resourceIdentifier(Map.of("BucketName", bucket))
                        .build()));
  }

  private DescribeChangeSetResponse describeChangeSet() {
    return bench.stacks.describeChangeSet(it -> it.stackName("s").changeSetName("import"));
  }

  private void settleChangeSet(String status) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!describeChangeSet().statusAsString().equals(status)) {
      assertThat(System.nanoTime()).as(describeChangeSet().toString()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void execute() {
    bench.stacks.executeChangeSet(it -> it.stackName("s").changeSetName("import"));
  }

  @Test
  void whatAKillCutOffGoesOn(@TempDir Path copy) {
    bench.create("gone", "g");
    bench.settle("gone", "CREATE_COMPLETE");
    bench.create("u", "x");
    bench.settle("u", "CREATE_COMPLETE");
    bench.holding(
        () -> {
          // Both threads wait for the deployer: what is behind them only stands in the records.
          bench.create("s", "b");
          bench.stacks.deleteStack(it -> it.stackName("gone"));
          bench.update("u", previous("Bucket"), parameter("State", "DISABLED"));
          bench.copy(copy);
        });
    try (Bench next = new Bench(copy)) {
      next.settle("s", "CREATE_COMPLETE");
      next.settle("u", "UPDATE_COMPLETE");
      next.settleGone("gone");
      assertThat(next.site.rules).containsKeys("s", "u").doesNotContainKey("gone");
      assertThat(next.site.rules.get("u").enabled()).isFalse();
    }
  }

  @Test
  void aHundredAtOnceAreSoonThere() {
    long begin = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      bench.create("s" + i, "b" + i);
    }
    for (int i = 0; i < 100; i++) {
      bench.settle("s" + i, "CREATE_COMPLETE");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
  }
}

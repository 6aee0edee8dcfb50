package io.amcinsights.local.cloudformation;

import static io.amcinsights.local.cloudformation.Bench.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.deploy.Place;
import io.amcinsights.local.s3.Buckets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Stacks of other accounts and regions. */
class StacksElsewhereTest {

  private static final Place ABROAD = new Place("000000000000", "eu-west-1");
  private static final Place PARTNER = new Place("111111111111", "us-east-1");

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

  private void create(Place place, String stack, String bucket) {
    bench
        .stacks
        .at(place)
        .createStack(
            it ->
                it.stackName(stack)
                    .templateBody(Bench.TEMPLATE)
                    .parameters(parameter("Bucket", bucket)));
  }

  private Stack settle(Place place, String status) {
    bench.settle(bench.stacks.at(place), "s", status);
    return bench.stacks.at(place).describeStacks(it -> it.stackName("s")).stacks().get(0);
  }

  private static List<String> names(CloudFormationClient stacks) {
    return stacks.describeStacks().stacks().stream().map(Stack::stackName).toList();
  }

  @Test
  void stacksOfOneNameAreOthersInEveryPlace() {
    bench.create("s", "b");
    create(ABROAD, "s", "c");
    create(PARTNER, "s", "d");

    bench.settle("s", "CREATE_COMPLETE");
    assertThat(settle(ABROAD, "CREATE_COMPLETE").stackId())
        .isEqualTo("arn:aws:cloudformation:eu-west-1:000000000000:stack/s/local");
    assertThat(settle(PARTNER, "CREATE_COMPLETE").outputs().get(0).outputValue()).isEqualTo("d");
    assertThat(names(bench.stacks)).containsExactly("s", "shared");
    assertThat(names(bench.stacks.at(ABROAD))).containsExactly("s");
    assertThat(names(bench.stacks.at(new Place("111111111111", "eu-west-1")))).isEmpty();
    assertThat(bench.site.buckets.get("c").region()).isEqualTo("eu-west-1");
    assertThat(bench.site.buckets.get("d").account()).isEqualTo("111111111111");

    bench.stacks.at(ABROAD).deleteStack(it -> it.stackName("s"));
    bench.settleGone(bench.stacks.at(ABROAD), "s");
    assertThat(bench.site.removedRules)
        .containsExactly("arn:aws:events:eu-west-1:000000000000:rule/s");
    assertThat(bench.status("s")).isEqualTo("CREATE_COMPLETE");
    assertThat(settle(PARTNER, "CREATE_COMPLETE").parameters()).hasSize(2);
  }

  @Test
  void theyAreThereAfterARestartAndGoOn() {
    create(ABROAD, "s", "c");
    settle(ABROAD, "CREATE_COMPLETE");

    bench.restart();

    assertThat(bench.site.rules.get("s").bus().region()).isEqualTo("eu-west-1");
    bench
        .stacks
        .at(ABROAD)
        .updateStack(
            it ->
                it.stackName("s")
                    .usePreviousTemplate(true)
                    .parameters(Bench.previous("Bucket"), parameter("State", "DISABLED")));
    settle(ABROAD, "UPDATE_COMPLETE");
    assertThat(bench.site.rules.get("s").enabled()).isFalse();
    assertThat(names(bench.stacks)).containsExactly("shared");
  }

  @Test
  void whatAKillCutsOffGoesOnWhereItWas() throws IOException {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    try (Bench first = new Bench(Files.createDirectory(folder.resolve("first")))) {
      first.holding(
          () -> {
            first
                .stacks
                .at(PARTNER)
                .createStack(
                    it ->
                        it.stackName("s")
                            .templateBody(Bench.TEMPLATE)
                            .parameters(parameter("Bucket", "d")));
            first.copy(killed);
          });
    }
    try (Bench next = new Bench(killed)) {
      next.settle(next.stacks.at(PARTNER), "s", "CREATE_COMPLETE");
      assertThat(next.site.buckets.get("d").account()).isEqualTo("111111111111");
      assertThat(next.exists("s")).isFalse();
    }
  }

  @Test
  void onlyTheOneThatIsToldToFails() {
    bench.stacks.at(ABROAD).fail("s", "create", "R", "too many rules");

    bench.create("s", "b");
    create(ABROAD, "s", "c");

    bench.settle("s", "CREATE_COMPLETE");
    assertThat(settle(ABROAD, "ROLLBACK_COMPLETE").outputs()).isEmpty();
    assertThat(bench.site.buckets).containsKey("b").doesNotContainKey("c");
  }

  @Test
  void exportsEndAtTheBorderOfTheirRegion() {
    bench.stacks.createStack(
        it ->
            it.stackName("home")
                .templateBody(
                    """
                    {"Resources":{"K":{"Type":"AWS::KMS::Key"}},
                     "Outputs":{"O":{"Value":"v","Export":{"Name":"home:e"}}}}"""));
    bench.settle("home", "CREATE_COMPLETE");
    String importing =
        """
        {"Resources":{"B":{"Type":"AWS::S3::Bucket",
          "Properties":{"BucketName":{"Fn::ImportValue":"home:e"}}}}}""";

    bench.stacks.at(ABROAD).createStack(it -> it.stackName("s").templateBody(importing));
    settle(ABROAD, "ROLLBACK_COMPLETE");
    assertThat(bench.stacks.at(ABROAD).describeStackEvents(it -> it.stackName("s")).stackEvents())
        .anyMatch(it -> String.valueOf(it.resourceStatusReason()).contains("no stack exports"));
    bench.stacks.createStack(it -> it.stackName("s").templateBody(importing));
    bench.settle("s", "CREATE_COMPLETE");
  }

  @Test
  void aRuleThatLeavesOnePlaceLeavesItEvenIfAnotherPlaceHasOneOfItsName() {
    bench.create("s", "b");
    create(ABROAD, "s", "c");
    bench.settle("s", "CREATE_COMPLETE");
    settle(ABROAD, "CREATE_COMPLETE");

    bench
        .stacks
        .at(ABROAD)
        .updateStack(
            it ->
                it.stackName("s")
                    .templateBody(Bench.BUCKET_ALONE)
                    .parameters(Bench.previous("Bucket")));
    settle(ABROAD, "UPDATE_COMPLETE");

    assertThat(bench.site.removedRules)
        .containsExactly("arn:aws:events:eu-west-1:000000000000:rule/s");
  }

  @Test
  void aBucketIsTakenInWhereItIsOnly() {
    bench.site.put(new Buckets.Spec("c", "000000000000", "eu-west-1", false));

    takeIn(bench.stacks, "FAILED");
    takeIn(bench.stacks.at(ABROAD), "CREATE_COMPLETE");

    bench.stacks.at(ABROAD).executeChangeSet(it -> it.stackName("s").changeSetName("import"));
    settle(ABROAD, "IMPORT_COMPLETE");
    assertThat(bench.site.buckets.get("c").region()).isEqualTo("eu-west-1");
  }

  private static void takeIn(LocalCloudFormation somewhere, String status) {
    somewhere.createChangeSet(
        it ->
            it.stackName("s")
                .changeSetName("import")
                .changeSetType(ChangeSetType.IMPORT)
                .templateBody(Bench.BUCKET_ALONE)
                .parameters(parameter("Bucket", "c"))
                .resourcesToImport(
                    ResourceToImport.builder()
                        .logicalResourceId("B")
                        .resourceType("AWS::S3::Bucket")
                        .resourceIdentifier(Map.of("BucketName", "c"))
                        .build()));
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!changeSet(somewhere).equals(status)) {
      assertThat(System.nanoTime()).as(() -> changeSet(somewhere)).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static String changeSet(LocalCloudFormation somewhere) {
    return somewhere
        .describeChangeSet(it -> it.stackName("s").changeSetName("import"))
        .statusAsString();
  }

  @Test
  void aStackThatWasStoredWithoutAPlaceIsAtHome() throws IOException {
    bench.create("s", "b");
    bench.settle("s", "CREATE_COMPLETE");
    bench.close();
    Path stored = folder.resolve("stacks").resolve("s.json");
    String text = Files.readString(stored);
    assertThat(text).contains("\"key\":\"s\"");
    Files.writeString(stored, text.replace("\"key\":\"s\"", "\"name\":\"s\""));
    bench.open();

    assertThat(bench.status("s")).isEqualTo("CREATE_COMPLETE");
    bench.update("s", Bench.previous("Bucket"), parameter("State", "DISABLED"));
    bench.settle("s", "UPDATE_COMPLETE");
    assertThat(Files.readString(stored)).contains("\"key\":\"s\"");
  }
}

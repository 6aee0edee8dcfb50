package io.amcinsights.cli.destroy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataRemovalTest {

  private final FakeData data = new FakeData();
  private final List<String> said = new ArrayList<>();

  @Test
  void catalogueThenTablesThenBucketsLogsAfterTheOthersKeysLast() throws Exception {
    run(plan());

    assertThat(data.removed())
        .containsExactly(
            "demoteam_amcdataset",
            "amclake-dev-objects",
            "amclake-dev-raw-1-r",
            "amclake-dev-tenant-acme",
            "amclake-dev-logs-1-r",
            "key-1");
  }

  @Test
  void whatGoesWithItsStackIsNotAskedFor() {
    assertThat(DataRemoval.of(plan()))
        .extracting(Resource::name)
        .doesNotContain("amclake-dev-alarms");
  }

  @Test
  void aBucketThatSomebodyElseMadeSinceStays() throws Exception {
    data.foreign("amclake-dev-raw-1-r");

    run(plan());

    assertThat(data.removed()).doesNotContain("amclake-dev-raw-1-r").contains("key-1");
    assertThat(said).anySatisfy(it -> assertThat(it).contains("raw").contains("stays"));
  }

  @Test
  void keysWaitForAllThatTheyOpen() {
    data.stubborn("amclake-dev-raw-1-r");

    assertThatThrownBy(() -> run(plan())).hasMessage("amclake-dev-raw-1-r stays");
    assertThat(data.removed()).containsExactly("demoteam_amcdataset", "amclake-dev-objects");
  }

  @Test
  void runAgainItGoesOnWhereItStopped() throws Exception {
    data.stubborn("amclake-dev-raw-1-r");
    assertThatThrownBy(() -> run(plan())).isInstanceOf(DestroyException.class);
    data.willing("amclake-dev-raw-1-r");

    run(plan());

    assertThat(data.removed()).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void whatTwoStacksOfOneNameKeptIsRemovedOnce() throws Exception {
    Plan plan = plan();

    run(new Plan(plan.names(), plan.stacks(), plan.stacks(), List.of()));

    assertThat(data.removed()).hasSize(5).doesNotHaveDuplicates();
  }

  private void run(Plan plan) throws InterruptedException {
    new DataRemoval(data, FakeTelling.to(said)).run(plan);
  }

  private static Plan plan() {
    return new Plan(
        LakeNames.DEFAULT,
        List.of(
            stack(
                Kind.FOUNDATION,
                kept("AWS::KMS::Key", "key-1"),
                kept("AWS::S3::Bucket", "amclake-dev-logs-1-r"),
                kept("AWS::S3::Bucket", "amclake-dev-raw-1-r"),
                kept("AWS::DynamoDB::Table", "amclake-dev-objects"),
                new Resource("AWS::SNS::Topic", "amclake-dev-alarms", false)),
            stack(Kind.DATASET, kept("AWS::Glue::Database", "demoteam_amcdataset"))),
        List.of(stack(Kind.TENANT, kept("AWS::S3::Bucket", "amclake-dev-tenant-acme"))),
        List.of());
  }

  private static PlannedStack stack(Kind kind, Resource... resources) {
    var stack = new Stack("arn/" + kind, kind.word(), "CREATE_COMPLETE", false, Map.of(), Map.of());
    return new PlannedStack(stack, kind, List.of(resources));
  }

  private static Resource kept(String type, String name) {
    return new Resource(type, name, true);
  }
}

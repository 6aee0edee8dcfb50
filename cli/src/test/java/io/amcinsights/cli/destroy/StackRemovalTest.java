package io.amcinsights.cli.destroy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.naming.LakeNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackRemovalTest {

  private static final LakeNames OURS = LakeNames.DEFAULT;

  private final FakeStacks account = new FakeStacks();
  private final List<String> told = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;

  @Test
  void whoImportsGoesBeforeWhoExports() throws InterruptedException {
    Map<String, String> tenant = new HashMap<>(FakeStacks.tags(OURS));
    tenant.put("lake:tenant", "acme");
    account
        .with(OURS, "amclake-dev-foundation", true)
        .with(OURS, "amclake-dev-governance", false)
        .with(OURS, "amclake-dev-ingest", false)
        .with(OURS, "amclake-dev-tenants", true)
        .with(OURS, "amclake-dev-team-p-pipeline", false)
        .with(OURS, "amclake-dev-team-d-dataset", true)
        .with(OURS, "amclake-dev-operations", false)
        .with("amclake-dev-tenant-acme", false, tenant);

    remove();

    assertThat(account.left()).isEmpty();
    assertThat(account.calls())
        .containsExactly(
            "delete amclake-dev-tenant-acme",
            "delete amclake-dev-operations",
            "unguard amclake-dev-team-d-dataset",
            "delete amclake-dev-team-d-dataset",
            "delete amclake-dev-team-p-pipeline",
            "delete amclake-dev-ingest",
            "unguard amclake-dev-tenants",
            "delete amclake-dev-tenants",
            "delete amclake-dev-governance",
            "unguard amclake-dev-foundation",
            "delete amclake-dev-foundation");
  }

  @Test
  void anInstallationWhoseNameOnlyBeginsLikeOursIsNeverTouched() throws InterruptedException {
    var second = new LakeNames("amclake", "dev2");
    account
        .with(OURS, "amclake-dev-ingest", false)
        .with(second, "amclake-dev2-foundation", true)
        .with(second, "amclake-dev-odd", true)
        .with("amclake-dev-somebody", true, Map.of())
        .with("amclake-dev", false, FakeStacks.tags(OURS))
        .with("tps-octagon-wfm-ddk", false, FakeStacks.tags(OURS))
        .with("CDKToolkit", true, Map.of());

    remove();

    assertThat(account.calls()).containsExactly("delete amclake-dev-ingest");
    assertThat(new PlanMaker(account, OURS).make().leftAlone())
        .containsExactly("amclake-dev-odd", "amclake-dev-somebody");
  }

  @Test
  void oneTagOfTheTwoIsNotEnough() {
    account.with("amclake-dev-ingest", false, Map.of("lake:installation", "amclake"));

    assertThat(new PlanMaker(account, OURS).make().stacks()).isEmpty();
  }

  @Test
  void aTeamNamedTenantHasPipelinesAndNoTenants() {
    account.with(OURS, "amclake-dev-tenant-x-pipeline", false);

    assertThat(new PlanMaker(account, OURS).make().stacks())
        .extracting(PlannedStack::kind)
        .containsExactly(Kind.PIPELINE);
  }

  @Test
  void aFailureIsToldInTheWordsOfCloudFormationAndTheNextRunGoesOnThere()
      throws InterruptedException {
    account
        .with(OURS, "amclake-dev-operations", false)
        .with(OURS, "amclake-dev-ingest", false)
        .with(OURS, "amclake-dev-foundation", true);
    account.stubborn("amclake-dev-ingest", "AWS::SQS::Queue Ingest: access denied");

    assertThatThrownBy(this::remove)
        .isInstanceOf(DestroyException.class)
        .hasMessageContaining("amclake-dev-ingest is DELETE_FAILED")
        .hasMessageContaining("AWS::SQS::Queue Ingest: access denied");
    assertThat(account.left()).containsExactly("amclake-dev-ingest", "amclake-dev-foundation");
    assertThat(account.calls()).doesNotContain("unguard amclake-dev-foundation");

    account.willing("amclake-dev-ingest");
    remove();

    assertThat(account.left()).isEmpty();
    assertThat(account.calls()).containsOnlyOnce("delete amclake-dev-operations");
  }

  @Test
  void aStackThatIsGoneSinceThePlanIsSkipped() throws InterruptedException {
    account.with(OURS, "amclake-dev-ingest", false);
    Plan plan = new PlanMaker(account, OURS).make();
    account.status("amclake-dev-ingest", "DELETE_COMPLETE");

    removal().run(plan);

    assertThat(account.calls()).isEmpty();
    assertThat(told).containsExactly("[1/1] amclake-dev-ingest is gone already");
  }

  @Test
  void aStackThatIsBeingUpdatedIsNotDeleted() {
    account.with(OURS, "amclake-dev-ingest", true);
    account.status("amclake-dev-ingest", "UPDATE_IN_PROGRESS");

    assertThatThrownBy(this::remove).hasMessageContaining("wait until it is done");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void waitingHasAnEnd() {
    account.with(OURS, "amclake-dev-ingest", false);
    var forever =
        new Stacks() {
          @Override
          public List<Stack> existing() {
            return account.existing();
          }

          @Override
          public List<Stack> remembered(String beginning) {
            return List.of();
          }

          @Override
          public List<Resource> resources(Stack stack) {
            return List.of();
          }

          @Override
          public void unguard(Stack stack) {}

          @Override
          public void delete(Stack stack) {
            account.status(stack.name(), "DELETE_IN_PROGRESS");
          }

          @Override
          public java.util.Optional<Stack> now(Stack stack) {
            return account.existing().stream().findFirst();
          }

          @Override
          public List<String> failures(Stack stack) {
            return List.of();
          }
        };
    Plan plan = new PlanMaker(forever, OURS).make();

    assertThatThrownBy(() -> new StackRemoval(forever, patience(), FakeTelling.to(told)).run(plan))
        .hasMessageContaining("still being deleted after 45 minutes");
  }

  private void remove() throws InterruptedException {
    removal().run(new PlanMaker(account, OURS).make());
  }

  private StackRemoval removal() {
    return new StackRemoval(account, patience(), FakeTelling.to(told));
  }

  private Patience patience() {
    return new Patience(
        Duration.ofMinutes(45),
        Duration.ofSeconds(5),
        () -> elapsed,
        it -> elapsed = elapsed.plus(it));
  }
}

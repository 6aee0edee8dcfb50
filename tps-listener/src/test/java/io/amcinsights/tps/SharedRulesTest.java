package io.amcinsights.tps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.tenant.Tenant.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More tenants than a bus has room for rules. */
class SharedRulesTest {

  private static final StackName RULES = new StackName(TpsLake.HOME, "amclake-dev-rules");

  private final TpsLake lake = new TpsLake(2);

  private void onboard(String... ids) {
    for (String id : ids) {
      lake.write(TpsLake.record(id));
      lake.run(id, "add-" + id);
      assertThat(lake.tenant(id).status()).as(id).isEqualTo(Status.ACTIVE);
    }
  }

  private boolean shares(String id) {
    return lake.tenant(id).standing().sharesRule();
  }

  @Test
  void whoComesWhenTheBusIsCrowdedSharesARule() {
    onboard("a", "b", "c", "d");

    assertThat(List.of(shares("a"), shares("b"), shares("c"), shares("d")))
        .containsExactly(false, false, true, true);
    assertThat(lake.stacks.now(TpsLake.stack("b")).parameters()).containsEntry("OwnRule", "true");
    assertThat(lake.stacks.now(TpsLake.stack("c")).parameters()).containsEntry("OwnRule", "false");
    assertThat(lake.stacks.now(RULES).parameters())
        .containsEntry("Buckets00", "amc-c,amc-d")
        .containsEntry("Buckets01", "");
  }

  @Test
  void theRuleMatchesItsBucketBeforeTheTenantIsActive() {
    onboard("a", "b", "c");

    assertThat(lake.stacks.operations().indexOf("create amclake-dev-rules"))
        .isLessThan(lake.stacks.operations().indexOf("create amclake-dev-tenant-c"));
  }

  @Test
  void whoHasARuleKeepsItWhateverBecomesOfOthers() {
    onboard("a", "b", "c");
    lake.write(TpsLake.record("a").put("removed", true));
    lake.run("a", "go");

    lake.write(TpsLake.record("b").put("customerName", "x"));
    lake.run("b", "change");
    lake.write(TpsLake.record("c").put("customerName", "x"));
    lake.run("c", "change");

    assertThat(shares("b")).isFalse();
    assertThat(shares("c")).isTrue();
    assertThat(lake.stacks.now(TpsLake.stack("c")).parameters()).containsEntry("OwnRule", "false");
  }

  @Test
  void whoGoesLeavesTheSharedRuleAfterItsStackAndDoesNotMoveOthers() {
    onboard("a", "b", "c", "d");
    lake.stacks.operations().clear();
    lake.write(TpsLake.record("c").put("removed", true));

    lake.run("c", "go");

    assertThat(lake.tenant("c").status()).isEqualTo(Status.OFFBOARDED);
    assertThat(shares("c")).isFalse();
    assertThat(lake.stacks.operations())
        .containsExactly("delete amclake-dev-tenant-c", "update amclake-dev-rules");
    assertThat(lake.stacks.now(RULES).parameters()).containsEntry("Buckets00", "amc-d");
  }

  @Test
  void eventsOfAnotherRegionPassSharedRulesThereAndAtHome() {
    onboard("a", "b");
    lake.write(TpsLake.record("far").put("bucketRegion", "eu-west-1"));

    lake.run("far", "add");

    assertThat(lake.stacks.now(RULES).parameters()).containsEntry("Buckets00", "amc-far");
    assertThat(lake.stacks.now(new StackName("eu-west-1", "amclake-dev-rules")).parameters())
        .containsEntry("Buckets00", "amc-far")
        .containsEntry("HomeRegion", TpsLake.HOME);
  }

  @Test
  void tenantsOfOtherAccountsAlwaysHaveTheirOwn() {
    onboard("a", "b");
    lake.write(TpsLake.record("x").put("bucketAccount", "999900001111"));

    lake.run("x", "add");

    assertThat(shares("x")).isFalse();
  }

  @Test
  void ofThoseWhoComeTogetherTheFirstByTheirIdsHaveTheirOwn() {
    for (String id : List.of("d", "c", "b", "a")) {
      lake.write(TpsLake.record(id));
    }

    for (String id : List.of("d", "c", "b", "a")) {
      lake.run(id, "add-" + id);
    }

    assertThat(List.of(shares("a"), shares("b"), shares("c"), shares("d")))
        .containsExactly(false, false, true, true);
  }

  @Test
  void aRuleThatWasOverwrittenMeanwhileIsMadeWholeBeforeTheTenantIsActive() {
    onboard("a", "b");
    lake.write(TpsLake.record("c"));
    Answer answer = lake.begin("c", "add");
    boolean disturbed = false;
    while (answer.next() == Answer.Next.WAIT) {
      answer = lake.step("c", "add", answer);
      if (!disturbed && lake.stacks.operations().contains("create amclake-dev-rules")) {
        disturbed = lake.stacks.overwrite(RULES, Map.of("Buckets00", "amc-other"));
      }
    }

    assertThat(disturbed).isTrue();
    assertThat(lake.tenant("c").status()).isEqualTo(Status.ACTIVE);
    assertThat(lake.stacks.now(RULES).parameters()).containsEntry("Buckets00", "amc-c");
  }

  @Test
  void killedBetweenAnyTwoCallsItEndsTheSame() {
    for (int call = 0; ; call++) {
      TpsLake one = new TpsLake(0);
      one.write(TpsLake.record("acme"));
      one.crashes.at(call, call % 2 == 0);
      one.run("acme", "first");
      boolean over = one.crashes.calls() <= call;
      one.crashes.never();
      one.run("acme", "second");

      assertThat(one.tenant("acme").status()).as("call " + call).isEqualTo(Status.ACTIVE);
      assertThat(one.stacks.operations())
          .as("call " + call)
          .containsExactly(
              "update amclake-dev-tenants",
              "create amclake-dev-rules",
              "create amclake-dev-tenant-acme");
      if (over) {
        return;
      }
    }
  }

  @Test
  void slotsFillOneAfterTheOtherAndNoBucketMoves() {
    List<String> many = IntStream.range(0, 30).mapToObj("b%02d"::formatted).toList();
    Map<String, String> before = Slots.of(Map.of()).holding(many).parameters();

    Map<String, String> after =
        Slots.of(before)
            .holding(many.stream().filter(it -> !it.equals("b03")).toList())
            .parameters();

    assertThat(before.get("Buckets00").split(",")).hasSize(25);
    assertThat(before.get("Buckets01")).isEqualTo("b25,b26,b27,b28,b29");
    assertThat(after.get("Buckets01")).isEqualTo(before.get("Buckets01"));
    assertThat(after.get("Buckets00").split(",")).hasSize(24).doesNotContain("b03");
    assertThat(Slots.of(after).holds("b29")).isTrue();
  }

  @Test
  void whenAllSlotsAreFullItSaysSo() {
    List<String> tooMany =
        IntStream.rangeClosed(0, Slots.SLOTS * Slots.BUCKETS).mapToObj("b%04d"::formatted).toList();

    assertThatThrownBy(() -> Slots.of(Map.of()).holding(tooMany))
        .isInstanceOf(ProvisioningFailed.class)
        .hasMessageContaining("1500 buckets")
        .hasMessageContaining("docs/scale.md");
  }
}

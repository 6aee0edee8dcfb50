package io.amcinsights.tps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tenants whose buckets are in another region or another account. */
class ElsewhereTest {

  private static final String FAR = "eu-west-1";
  private static final String PARTNER = "999900001111";

  private final TpsLake lake = new TpsLake();

  private Tenant acme() {
    return lake.tenant("acme");
  }

  private static ObjectNode far(String id) {
    return TpsLake.record(id).put("bucketRegion", FAR);
  }

  private static StackName there(String stack) {
    return new StackName(FAR, stack);
  }

  @Nested
  class InAnotherRegion {

    /** D-27: after one call to another region all went there. */
    @Test
    void theBucketHasAStackThereAndItsReaderAndRuleOneAtHome() {
      lake.write(far("acme"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.stacks.operations())
          .containsExactly(
              "create amclake-dev-region in eu-west-1",
              "create amclake-dev-tenant-acme",
              "create amclake-dev-tenant-acme in eu-west-1");
      assertThat(lake.stacks.now(there("amclake-dev-region")).parameters())
          .containsEntry("HomeRegion", TpsLake.HOME)
          .containsEntry("DeliveringAccounts", TpsLake.AMC);
      assertThat(lake.stacks.now(TpsLake.stack("acme")).parameters())
          .containsEntry("BucketRegion", FAR)
          .containsEntry("BucketAccount", TpsLake.ACCOUNT);
      assertThat(lake.stacks.now(there("amclake-dev-tenant-acme")).parameters())
          .containsEntry("HomeRegion", TpsLake.HOME)
          .containsEntry("BucketName", "amc-acme")
          .containsEntry("KeyArn", "arn:aws:kms:eu-west-1:111122223333:key/shared");
      assertThat(lake.buckets.owner(FAR, "amc-acme", "acme")).isEqualTo(Buckets.Owner.THIS_TENANT);
    }

    @Test
    void whatTenantsOfARegionShareIsMadeOnceAndAdmitsAll() {
      lake.write(far("acme"));
      lake.run("acme", "first");
      lake.stacks.operations().clear();
      lake.write(far("beta").put("amcAwsAccount", "555566667777"));

      lake.run("beta", "second");

      assertThat(lake.stacks.operations())
          .containsExactly(
              "update amclake-dev-region in eu-west-1",
              "create amclake-dev-tenant-beta",
              "create amclake-dev-tenant-beta in eu-west-1");
      assertThat(lake.stacks.now(there("amclake-dev-region")).parameters())
          .containsEntry("DeliveringAccounts", TpsLake.AMC + ",555566667777");
      assertThat(lake.stacks.now(TpsLake.SHARED).parameters())
          .as("the key at home seals nothing of theirs")
          .containsEntry("DeliveringAccounts", "811639200769");
    }

    @Test
    void anAdoptedBucketNeedsNothingThatTenantsShare() {
      lake.write(far("acme").put("bucketExists", true));

      lake.run("acme", "first");

      assertThat(lake.stacks.operations())
          .containsExactly(
              "create amclake-dev-tenant-acme", "create amclake-dev-tenant-acme in eu-west-1");
    }

    /** D-29: only one of the two stacks was looked at. */
    @Test
    void aStackThatFailsThereFailsTheTenantWithItsReason() {
      lake.stacks.failing("create", there("amclake-dev-tenant-acme").toString(), "Bucket: no");
      lake.write(far("acme"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).contains("eu-west-1").contains("Bucket: no");
    }

    @Test
    void offBoardingStopsTheEventsFirst() {
      lake.write(far("acme"));
      lake.run("acme", "first");
      lake.stacks.operations().clear();
      lake.write(far("acme").put("removed", true));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.OFFBOARDED);
      assertThat(lake.stacks.operations())
          .containsExactly(
              "delete amclake-dev-tenant-acme in eu-west-1", "delete amclake-dev-tenant-acme");
    }

    @Test
    void comingBackTakesTheBucketOverWhereItIs() {
      lake.write(far("acme"));
      lake.run("acme", "first");
      lake.write(far("acme").put("removed", true));
      lake.run("acme", "second");
      lake.stacks.operations().clear();
      lake.write(far("acme").put("removed", false));

      lake.run("acme", "third");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.stacks.operations())
          .startsWith("create amclake-dev-tenant-acme", "prepare import of [Bucket]");
    }

    @Test
    void aBucketDoesNotMove() {
      lake.write(far("acme"));
      lake.run("acme", "first");
      lake.write(TpsLake.record("acme"));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason())
          .contains("is in region eu-west-1 of account 111122223333")
          .contains("its record says region us-east-1");
      assertThat(acme().isReadable()).isTrue();
    }

    @Test
    void aTenantThatGoesWithARecordThatSaysAnotherRegionGoesWhereItIs() {
      lake.write(far("acme"));
      lake.run("acme", "first");
      lake.stacks.operations().clear();
      lake.write(TpsLake.record("acme").put("removed", true));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.OFFBOARDED);
      assertThat(lake.stacks.operations())
          .contains(
              "delete amclake-dev-tenant-acme in eu-west-1", "delete amclake-dev-tenant-acme");
    }

    @Test
    void killedBetweenAnyTwoCallsItEndsTheSame() {
      for (int call = 0; ; call++) {
        TpsLake one = new TpsLake();
        one.write(far("acme"));
        one.crashes.at(call, call % 2 == 0);
        one.run("acme", "first");
        boolean over = one.crashes.calls() <= call;
        one.crashes.never();
        one.run("acme", "second");

        assertThat(one.tenant("acme").status()).as("call " + call).isEqualTo(Status.ACTIVE);
        assertThat(one.stacks.operations())
            .as("call " + call)
            .containsExactly(
                "create amclake-dev-region in eu-west-1",
                "create amclake-dev-tenant-acme",
                "create amclake-dev-tenant-acme in eu-west-1");
        if (over) {
          return;
        }
      }
    }
  }

  @Nested
  class InAnotherAccount {

    private static ObjectNode partners(String id) {
      return far(id).put("bucketAccount", PARTNER);
    }

    @Test
    void itWaitsForItsPartnerWithTheCommands() {
      lake.buckets.hindered("amc-acme", "Deploy this template");
      lake.write(partners("acme"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.WAITING_FOR_PARTNER);
      assertThat(acme().reason()).isEqualTo("Deploy this template");
      assertThat(lake.stacks.operations()).containsExactly("create amclake-dev-tenant-acme");
      assertThat(lake.stacks.now(TpsLake.stack("acme")).parameters())
          .containsEntry("BucketAccount", PARTNER)
          .containsEntry("BucketRegion", FAR);
      assertThat(lake.released).isEmpty();
    }

    @Test
    void itIsActiveOnceEventsCanFlow() {
      lake.buckets.hindered("amc-acme", "Deploy this template");
      lake.write(partners("acme"));
      lake.run("acme", "first");
      lake.buckets.hindered("amc-acme");

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(acme().readerRole())
          .isEqualTo(LakeNames.DEFAULT.partnerReaderArn(PARTNER, TpsLake.HOME, "acme"))
          .startsWith("arn:aws:iam::999900001111:role/amclake-dev/us-east-1/tenants/");
      assertThat(lake.released).containsExactly("acme");
    }

    @Test
    void offBoardingSaysWhatStaysInTheOtherAccount() {
      lake.write(partners("acme"));
      lake.run("acme", "first");
      lake.write(partners("acme").put("removed", true));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.OFFBOARDED);
      assertThat(acme().reason()).contains("until account 999900001111 deletes it");
    }

    @Test
    void settingsOfAPartnersBucketAreNotMerged() {
      lake.write(partners("acme").put("bucketExists", true).put("mergeSettings", true));

      lake.run("acme", "first");

      assertThat(acme().reason()).contains("mergeSettings is true").contains(PARTNER);
    }
  }

  @Nested
  class Merging {

    @Test
    void itIsRefusedWhereTheInstallationChangesNoBucketOfOthers() {
      lake.write(TpsLake.record("acme").put("bucketExists", true).put("mergeSettings", true));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).contains("tenants.mergeAdoptedBuckets");
    }

    @Test
    void thereIsNothingToMergeInABucketThatIsMade() {
      lake.write(TpsLake.record("acme").put("mergeSettings", true));

      lake.run("acme", "first");

      assertThat(acme().reason()).contains("mergeSettings is true and bucketExists is false");
    }
  }
}

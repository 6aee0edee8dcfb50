package io.amcinsights.tps;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

  private final TpsLake lake = new TpsLake();

  private Tenant acme() {
    return lake.tenant("acme");
  }

  private void onboarded() {
    lake.write(TpsLake.record("acme"));
    lake.run("acme", "first");
    assertThat(acme().status()).isEqualTo(Status.ACTIVE);
    lake.stacks.operations().clear();
    lake.notices.clear();
  }

  @Nested
  class Adding {

    @Test
    void aRecordIsAllItTakes() {
      lake.write(TpsLake.record("acme"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(acme().readerRole()).isEqualTo("arn:aws:iam::111122223333:role/acme");
      assertThat(acme().standing().execution()).isNull();
      assertThat(acme().wantsWork()).isFalse();
      assertThat(lake.stacks.operations())
          .containsExactly("update amclake-dev-tenants", "create amclake-dev-tenant-acme");
      assertThat(lake.stacks.now(TpsLake.stack("acme")).parameters())
          .containsEntry("BucketName", "amc-acme")
          .containsEntry("AmcAccountId", TpsLake.AMC)
          .containsEntry("KeyArn", "arn:aws:kms:us-east-1:111122223333:key/shared");
      assertThat(lake.stacks.now(TpsLake.stack("acme")).tags())
          .containsEntry("lake:tenant", "acme")
          .containsEntry("lake:installation", "amclake");
      assertThat(lake.released).containsExactly("acme");
      assertThat(lake.notices)
          .extracting(Answer.Notice::subject)
          .containsExactly("Tenant acme is ACTIVE");
    }

    /** D-28: a key policy was read, changed and written, one onboarding at a time. */
    @Test
    void theSharedKeyAdmitsAnAccountOnce() {
      onboarded();
      lake.write(TpsLake.record("beta"));

      lake.run("beta", "second");

      assertThat(lake.stacks.operations()).containsExactly("create amclake-dev-tenant-beta");
      assertThat(lake.stacks.now(TpsLake.SHARED).parameters())
          .containsEntry("DeliveringAccounts", TpsLake.AMC + ",811639200769");
    }

    @Test
    void aTenantWithAKeyOfItsOwnLeavesTheSharedOneAlone() {
      lake.write(TpsLake.record("acme").put("ownKey", true));

      lake.run("acme", "first");

      assertThat(lake.stacks.operations()).containsExactly("create amclake-dev-tenant-acme");
      assertThat(acme().standing().keyArn()).endsWith("key/of-acme");
    }

    /** D-11: nothing was validated. */
    @Test
    void aRecordThatIsWrongSaysAllThatIsWrong() {
      lake.write(TpsLake.record("acme").put("amcAwsAccount", "1").put("bucketName", "Upper"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason())
          .startsWith("The record is wrong: bucketName is 'Upper'")
          .contains("amcAwsAccount is '1'");
      assertThat(lake.stacks.operations()).isEmpty();
    }

    @Test
    void aDatasetThatIsNotDeployedIsNamedWithThoseThatAre() {
      lake.write(TpsLake.record("acme").put("dataset", "other"));

      lake.run("acme", "first");

      assertThat(acme().reason())
          .isEqualTo("Dataset demoteam-other is not deployed; there are [demoteam-amcdataset]");
    }

    @Test
    void aBucketOfSomebodyElseIsNotTakenOver() {
      lake.buckets.foreign("amc-acme");
      lake.write(TpsLake.record("acme"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).startsWith("Bucket amc-acme exists already");
    }

    @Test
    void idsWithUnderscoresHaveStacksOfTheirOwn() {
      lake.write(TpsLake.record("a_b"));
      lake.write(TpsLake.record("a-b").put("bucketName", "other").put("prefix", "other"));

      lake.run("a_b", "first");
      lake.run("a-b", "second");

      assertThat(lake.tenant("a_b").status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.tenant("a-b").status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.stacks.operations())
          .filteredOn(it -> it.startsWith("create"))
          .hasSize(2)
          .allSatisfy(it -> assertThat(it).doesNotContain("_"));
    }
  }

  @Nested
  class Failing {

    /** D-1, D-6: a failed stack was reported as made. */
    @Test
    void aFailedCreateIsFailedWithCloudFormationsReasonAndNeverActive() {
      lake.stacks.failing(
          "create", "amclake-dev-tenant-acme", "Bucket (AWS::S3::Bucket): amc-acme exists");
      lake.write(TpsLake.record("acme"));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).contains("Bucket (AWS::S3::Bucket): amc-acme exists");
      assertThat(acme().readerRole()).isNull();
      assertThat(lake.notices)
          .extracting(Answer.Notice::message)
          .singleElement()
          .asString()
          .contains("amc-acme exists");
    }

    @Test
    void whatAFailedCreateLeftIsRemovedBeforeTheNextTry() {
      lake.stacks.failing("create", "amclake-dev-tenant-acme", "no");
      lake.write(TpsLake.record("acme"));
      lake.run("acme", "first");
      lake.stacks.mend();
      lake.stacks.operations().clear();

      lake.write(TpsLake.record("acme").put("status", "REQUESTED"));
      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.stacks.operations())
          .containsExactly("delete amclake-dev-tenant-acme", "create amclake-dev-tenant-acme");
    }

    @Test
    void aFailureIsNotRetriedByItself() {
      lake.stacks.failing("create", "amclake-dev-tenant-acme", "no");
      lake.write(TpsLake.record("acme"));
      lake.run("acme", "first");
      lake.stacks.operations().clear();

      assertThat(acme().wantsWork()).isFalse();
      assertThat(lake.run("acme", "second").next()).isEqualTo(Answer.Next.DONE);
      assertThat(lake.stacks.operations()).isEmpty();
    }

    @Test
    void touchingTheRecordIsARetry() {
      lake.stacks.failing("create", "amclake-dev-tenant-acme", "no");
      lake.write(TpsLake.record("acme"));
      lake.run("acme", "first");
      lake.stacks.mend();

      lake.write(TpsLake.record("acme").put("customerName", "Acme, again"));
      assertThat(acme().wantsWork()).isTrue();
      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
    }

    /** D-6: a failed update was taken for a stack that is not there. */
    @Test
    void aFailedUpdateLeavesTheTenantReadable() {
      onboarded();
      lake.stacks.failing("update", "amclake-dev-tenant-acme", "Rule: no");
      lake.write(TpsLake.record("acme").put("amcAwsAccount", "999988887777"));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).contains("Rule: no");
      assertThat(acme().isReadable()).isTrue();
    }

    @Test
    void aStackThatIsStuckIsTurnedBackFirst() {
      onboarded();
      lake.stacks.existing(TpsLake.stack("acme"), "UPDATE_ROLLBACK_FAILED");
      lake.write(TpsLake.record("acme").put("customerName", "x"));

      lake.run("acme", "second");

      assertThat(lake.stacks.operations())
          .containsExactly("turn back amclake-dev-tenant-acme", "update amclake-dev-tenant-acme");
      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
    }

    /** D-7: waiting had no end, and nobody heard of a failure. */
    @Test
    void whatTakesLongerThanAnHourIsFailed() {
      lake.write(TpsLake.record("acme"));
      Answer answer = lake.begin("acme", "first");
      lake.pass(Duration.ofMinutes(61));

      lake.step("acme", "first", answer);

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).contains("took longer than 60 minutes");
    }

    @Test
    void aFailedRemovalSaysWhy() {
      onboarded();
      lake.stacks.failing("delete", "amclake-dev-tenant-acme", "Reader: in use");
      lake.write(TpsLake.record("acme").put("removed", true));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.FAILED);
      assertThat(acme().reason()).contains("Reader: in use");
      lake.stacks.mend();
      lake.write(TpsLake.record("acme").put("removed", true).put("status", "REQUESTED"));
      lake.run("acme", "third");
      assertThat(acme().status()).isEqualTo(Status.OFFBOARDED);
    }
  }

  @Nested
  class Changing {

    /** D-10: a new name was a second record and a second deployment. */
    @Test
    void oneChangeTouchesOneStack() {
      onboarded();
      lake.write(TpsLake.record("acme").put("customerName", "New name").put("ownKey", true));

      lake.run("acme", "second");

      assertThat(lake.stacks.operations()).containsExactly("update amclake-dev-tenant-acme");
      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
    }

    /** D-2: a second run took the bucket for an adopted one and dropped it from the stack. */
    @Test
    void aSecondRunFindsTheBucketThatTheFirstMadeAndKeepsIt() {
      onboarded();
      lake.write(TpsLake.record("acme").put("status", "REQUESTED"));

      lake.run("acme", "second");

      assertThat(lake.stacks.operations()).isEmpty();
      assertThat(lake.stacks.now(TpsLake.stack("acme")).parameters())
          .containsEntry("BucketExists", "false");
    }

    @Test
    void aTenantStaysReadableWhileItChanges() {
      onboarded();
      lake.write(TpsLake.record("acme").put("customerName", "x"));
      assertThat(acme().isReadable()).isTrue();

      lake.begin("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.UPDATING);
      assertThat(acme().isReadable()).isTrue();
    }

    /** D-8: what an operator had set meanwhile was written over. */
    @Test
    void aBurstOfChangesEndsAtTheLast() {
      lake.write(TpsLake.record("acme"));
      Answer answer = lake.begin("acme", "first");
      for (int i = 0; i < 100; i++) {
        lake.write(TpsLake.record("acme").put("customerName", "name " + i));
        assertThat(lake.begin("acme", "other" + i).next()).isEqualTo(Answer.Next.DONE);
        if (i % 10 == 0) {
          answer = lake.step("acme", "first", answer);
        }
      }
      while (answer.next() == Answer.Next.WAIT) {
        answer = lake.step("acme", "first", answer);
      }

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(acme().settings().customerName()).isEqualTo("name 99");
      assertThat(acme().wantsWork()).isFalse();
      assertThat(lake.stacks.operations()).filteredOn(it -> it.startsWith("create")).hasSize(1);
    }

    @Test
    void aChangeInTheLastMomentIsNotLost() {
      lake.write(TpsLake.record("acme"));
      Answer answer = lake.begin("acme", "first");
      while (lake.stacks.operations().size() < 2) {
        answer = lake.step("acme", "first", answer);
      }
      lake.write(TpsLake.record("acme").put("amcAwsAccount", "999988887777"));
      while (answer.next() == Answer.Next.WAIT) {
        answer = lake.step("acme", "first", answer);
      }

      assertThat(lake.stacks.now(TpsLake.stack("acme")).parameters())
          .containsEntry("AmcAccountId", "999988887777");
    }

    @Test
    void anExecutionThatDiedIsReplaced() {
      lake.write(TpsLake.record("acme"));
      lake.begin("acme", "first");
      assertThat(lake.begin("acme", "second").next()).isEqualTo(Answer.Next.DONE);
      lake.die("first");

      lake.run("acme", "third");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void anExecutionThatLostItsTenantLeavesItAlone() {
      lake.write(TpsLake.record("acme"));
      Answer answer = lake.begin("acme", "first");
      lake.die("first");
      lake.begin("acme", "second");

      assertThat(lake.step("acme", "first", answer).next()).isEqualTo(Answer.Next.DONE);
      assertThat(lake.stacks.operations()).isEmpty();
    }
  }

  @Nested
  class Owning {

    @Test
    void aBucketHasOneTenant() {
      onboarded();
      lake.write(TpsLake.record("beta").put("bucketName", "amc-acme").put("bucketExists", true));

      lake.run("beta", "second");

      assertThat(lake.tenant("beta").reason()).isEqualTo("Bucket amc-acme belongs to tenant acme");
      assertThat(lake.stacks.operations()).isEmpty();
    }

    @Test
    void tenantsOfOneBucketAreToldApartByTheBeginningOfItsKeys() {
      lake.write(shared("acme", "a/"));
      lake.write(shared("beta", "b/"));
      lake.write(shared("gamma", "a/c/"));

      lake.run("acme", "1");
      lake.run("beta", "2");
      lake.run("gamma", "3");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.tenant("beta").status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.tenant("gamma").reason())
          .isEqualTo("Bucket shared below a/c/ belongs to tenant acme");
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode shared(String id, String part) {
      return TpsLake.record(id)
          .put("bucketName", "shared")
          .put("bucketExists", true)
          .put("keyPrefix", part);
    }

    @Test
    void aTablePrefixHasOneTenantUnlessBothShareIt() {
      onboarded();
      lake.write(TpsLake.record("beta").put("prefix", "ACME"));
      lake.run("beta", "second");
      assertThat(lake.tenant("beta").reason())
          .isEqualTo("Table prefix acme belongs to tenant acme");

      lake.write(TpsLake.record("acme").put("sharesPrefix", true));
      lake.run("acme", "third");
      lake.write(TpsLake.record("beta").put("prefix", "acme").put("sharesPrefix", true));
      lake.run("beta", "fourth");

      assertThat(lake.tenant("beta").status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void whatATenantGivesUpOthersMayHave() {
      onboarded();
      lake.write(TpsLake.record("acme").put("bucketName", "amc-new"));
      lake.run("acme", "second");
      assertThat(acme().standing().claims())
          .containsExactlyInAnyOrder("bucket#amc-new", "prefix#demoteam-amcdataset#acme");

      assertThat(
              lake.claims.take(
                  new io.amcinsights.core.tenant.Claim("bucket#amc-acme", "", false), "beta"))
          .isEmpty();
    }
  }

  @Nested
  class Adopting {

    @Test
    void aBucketThatDeliversIsAdopted() {
      lake.write(TpsLake.record("acme").put("bucketExists", true));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.stacks.now(TpsLake.stack("acme")).parameters())
          .containsEntry("BucketExists", "true")
          .containsEntry("KeyArn", "");
      assertThat(lake.stacks.buckets()).isEmpty();
    }

    /** D-30: a bucket was accepted without a look at its policy. */
    @Test
    void oneThatDoesNotWaitsForItsOwnerAndIsAskedAgain() {
      lake.buckets.hindered("amc-acme", "run this", "and that");
      lake.write(TpsLake.record("acme").put("bucketExists", true));
      lake.run("acme", "first");
      assertThat(acme().status()).isEqualTo(Status.WAITING_FOR_PARTNER);
      assertThat(acme().reason()).isEqualTo("run this\nand that");
      assertThat(lake.released).isEmpty();
      lake.run("acme", "asked again");
      assertThat(lake.notices).as("nobody is told twice").hasSize(1);

      lake.buckets.hindered("amc-acme");
      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.released).containsExactly("acme");
    }
  }

  @Nested
  class Leaving {

    @Test
    void theStackGoesAndTheBucketStays() {
      onboarded();
      lake.write(TpsLake.record("acme").put("removed", true));

      lake.run("acme", "second");

      assertThat(acme().status()).isEqualTo(Status.OFFBOARDED);
      assertThat(acme().readerRole()).isNull();
      assertThat(acme().standing().claims()).isEmpty();
      assertThat(lake.stacks.operations()).containsExactly("delete amclake-dev-tenant-acme");
      assertThat(lake.stacks.buckets()).containsExactly("amc-acme");
    }

    /** D-30: coming back lost the key. */
    @Test
    void comingBackItTakesItsBucketAndKeyOver() {
      lake.write(TpsLake.record("acme").put("ownKey", true));
      lake.run("acme", "first");
      lake.write(TpsLake.record("acme").put("ownKey", true).put("removed", true));
      lake.run("acme", "second");
      lake.stacks.operations().clear();

      lake.write(TpsLake.record("acme").put("ownKey", true).put("removed", false));
      lake.run("acme", "third");

      assertThat(acme().status()).isEqualTo(Status.ACTIVE);
      assertThat(lake.stacks.operations())
          .containsExactly(
              "prepare import of [Bucket, Key]",
              "import amclake-dev-tenant-acme",
              "update amclake-dev-tenant-acme");
    }

    @Test
    void aTenantThatNeverWasGoesWithoutAStack() {
      lake.write(TpsLake.record("acme").put("removed", true));

      lake.run("acme", "first");

      assertThat(acme().status()).isEqualTo(Status.OFFBOARDED);
      assertThat(lake.stacks.operations()).isEmpty();
    }
  }

  @Nested
  class Killed {

    /** Every call that onboarding, a change and off-boarding make, before and after its effect. */
    @Test
    void betweenAnyTwoCallsItGoesOnAndNothingIsMadeTwice() {
      int calls = new Life(-1, false).live();
      assertThat(calls).isGreaterThan(30);
      for (int at = 0; at < calls; at++) {
        new Life(at, false).live();
        new Life(at, true).live();
      }
    }

    /** A tenant's whole life, in which one process dies and the next execution takes over. */
    private static final class Life {

      private final TpsLake lake = new TpsLake();
      private final String what;

      Life(int at, boolean after) {
        lake.crashes.at(at, after);
        what = "killed " + (after ? "after" : "before") + " call " + at;
      }

      int live() {
        stage("added", TpsLake.record("acme"), Status.ACTIVE);
        stage("changed", TpsLake.record("acme").put("ownKey", true), Status.ACTIVE);
        stage(
            "removed",
            TpsLake.record("acme").put("ownKey", true).put("removed", true),
            Status.OFFBOARDED);
        assertThat(lake.stacks.operations())
            .as(what)
            .filteredOn(it -> it.equals("create amclake-dev-tenant-acme"))
            .hasSize(1);
        assertThat(lake.stacks.find(TpsLake.stack("acme"))).as(what).isEqualTo(Optional.empty());
        assertThat(lake.tenant("acme").standing().claims()).as(what).isEmpty();
        assertThat(
                lake.claims.take(
                    new io.amcinsights.core.tenant.Claim("bucket#amc-acme", "", false), "other"))
            .as(what)
            .isEmpty();
        int calls = lake.crashes.calls();
        return calls;
      }

      private void stage(
          String name, com.fasterxml.jackson.databind.node.ObjectNode record, Status end) {
        lake.write(record);
        lake.run("acme", name);
        lake.run("acme", name + "-swept");
        assertThat(lake.tenant("acme").status()).as(what + " when " + name).isEqualTo(end);
        assertThat(lake.tenant("acme").standing().execution()).as(what).isNull();
      }
    }
  }
}

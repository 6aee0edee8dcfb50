package io.amcinsights.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amcinsights.local.LocalClients;
import io.amcinsights.local.LocalLake;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.TestClients;
import io.amcinsights.tps.Buckets.Owner;
import io.amcinsights.tps.Deployment;
import io.amcinsights.tps.StackName;
import io.amcinsights.tps.StackState;
import io.amcinsights.tps.aws.CloudFormationStacks;
import io.amcinsights.tps.aws.ProvisioningClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** The synthesised tenant template, deployed as provisioning does it. */
class TenantStackIT {

  private static final Path ASSEMBLY = Path.of("..", "infra", "target", "cdk.out");
  private static final String REGION = "us-east-1";
  private static final String BUCKET = "amc-acme-results";
  private static final String RULE = "Rule";
  private static final StackName STACK = new StackName(REGION, "amclake-dev-tenant-acme");
  private static final StackName SHARED = new StackName(REGION, "amclake-dev-tenants");

  @TempDir Path folder;
  private LocalLake lake;
  private CloudFormationStacks stacks;

  @BeforeEach
  void start() {
    lake = LocalLake.start(LocalLakeConfig.of(folder, ASSEMBLY));
    stacks = new CloudFormationStacks(clients(), "arn:aws:iam::000000000000:role/deployer");
  }

  @AfterEach
  void stop() {
    lake.close();
  }

  private ProvisioningClients clients() {
    return (ProvisioningClients) lake.clients();
  }

  private S3Client s3() {
    return lake.clients().s3();
  }

  private Owner owner() {
    return TestClients.buckets((LocalClients) lake.clients()).owner(REGION, BUCKET, "acme");
  }

  private static Deployment tenant(String account) {
    return deployment(
        STACK,
        template(),
        Map.of(
            "CustomerId",
            "acme",
            "BucketName",
            BUCKET,
            "BucketRegion",
            REGION,
            "BucketAccount",
            "000000000000",
            "AmcAccountId",
            account,
            "KeyArn",
            "arn:aws:kms:us-east-1:000000000000:key/shared"));
  }

  private static Deployment deployment(
      StackName stack, @Nullable String template, Map<String, String> parameters) {
    Map<String, String> tags =
        Map.of("lake:installation", "amclake", "lake:environment", "dev", "lake:tenant", "acme");
    return new Deployment(stack, template, parameters, tags);
  }

  private static String template() {
    try {
      return Files.readString(ASSEMBLY.resolve("amclake-dev-tenant.template.json"));
    } catch (IOException e) {
      throw new IllegalStateException("Build infra first", e);
    }
  }

  private StackState settle(StackName stack, String status) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      StackState now = stacks.find(stack).orElseThrow();
      if (now.status().equals(status)) {
        return now;
      }
      assertThat(System.nanoTime()).as(now + " " + stacks.reasons(stack)).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private void settleGone() {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (stacks.find(STACK).isPresent()) {
      assertThat(System.nanoTime()).as(stacks.reasons(STACK).toString()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void aTenantComesChangesGoesAndComesBackToItsFiles() {
    lake.cloudFormation().fail(STACK.name(), "create", RULE, "limit exceeded");
    stacks.create(tenant("111122223333"));
    settle(STACK, "ROLLBACK_COMPLETE");
    assertThat(stacks.reasons(STACK)).containsExactly("Rule (AWS::Events::Rule): limit exceeded");
    assertThat(owner()).isEqualTo(Owner.NOBODY);
    stacks.delete(STACK);
    settleGone();

    stacks.create(tenant("111122223333"));
    Map<String, String> outputs = settle(STACK, "CREATE_COMPLETE").outputs();
    assertThat(outputs).containsEntry("BucketName", BUCKET);
    String reader = String.valueOf(outputs.get("ReaderRoleArn"));
    assertThat(assume(reader).assumedRoleUser().arn()).startsWith(reader);
    assertThat(owner()).isEqualTo(Owner.THIS_TENANT);
    assertThat(policy()).contains("111122223333");
    assertThat(
            TestClients.buckets((LocalClients) lake.clients())
                .obstacles(REGION, BUCKET, "111122223333"))
        .isEmpty();

    assertThat(stacks.update(tenant("111122223333"))).isFalse();
    assertThat(stacks.update(tenant("444455556666"))).isTrue();
    settle(STACK, "UPDATE_COMPLETE");
    assertThat(policy()).contains("444455556666");

    s3().putObject(it -> it.bucket(BUCKET).key("kept.csv"), RequestBody.fromString("a"));
    restart();
    settle(STACK, "UPDATE_COMPLETE");
    stacks.delete(STACK);
    settleGone();
    restart();
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume(reader))
        .withMessageContaining("is not authorized to perform: sts:AssumeRole");
    assertThat(stacks.find(STACK)).isEmpty();
    assertThat(owner()).isEqualTo(Owner.THIS_TENANT);

    stacks.create(tenant("444455556666"));
    settle(STACK, "ROLLBACK_COMPLETE");
    assertThat(stacks.reasons(STACK).toString()).contains(BUCKET + " already exists");
    stacks.delete(STACK);
    settleGone();

    takeOver();
    assertThat(s3().getObjectAsBytes(it -> it.bucket(BUCKET).key("kept.csv")).asUtf8String())
        .isEqualTo("a");
  }

  /** Looks as provisioning does: prepare, carry out, then bring everything else. */
  private void takeOver() {
    Map<String, Map<String, String>> resources = Map.of("Bucket", Map.of("BucketName", BUCKET));
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (stacks.find(STACK).map(StackState::status).orElse("").matches("|REVIEW_IN_PROGRESS")) {
      stacks.importInto(tenant("444455556666"), resources);
      assertThat(System.nanoTime()).isLessThan(end);
    }
    settle(STACK, "IMPORT_COMPLETE");
    stacks.update(tenant("444455556666"));
    settle(STACK, "UPDATE_COMPLETE");
    assertThat(policy()).contains("444455556666");
  }

  private AssumeRoleResponse assume(String role) {
    return lake.clients().sts().assumeRole(it -> it.roleArn(role).roleSessionName("test"));
  }

  private String policy() {
    return s3().getBucketPolicy(it -> it.bucket(BUCKET)).policy();
  }

  private void restart() {
    lake.close();
    start();
  }

  @Test
  void theSharedStackKeepsItsAccounts() {
    Map<String, String> accounts = Map.of("DeliveringAccounts", "811639200769,111122223333");
    assertThat(stacks.update(deployment(SHARED, null, accounts))).isTrue();
    Map<String, String> then = new HashMap<>(settle(SHARED, "UPDATE_COMPLETE").parameters());
    assertThat(then).containsAllEntriesOf(accounts);

    restart();
    assertThat(settle(SHARED, "UPDATE_COMPLETE").parameters()).isEqualTo(then);
    assertThat(stacks.update(deployment(SHARED, null, accounts))).isFalse();
  }

  @Test
  void whatTheAssemblyPublishesLiesInItsBucket() throws IOException {
    String key =
        s3()
            .listObjectsV2(it -> it.bucket("cdk-hnb659fds-assets-000000000000-us-east-1"))
            .contents()
            .stream()
            .map(it -> it.key())
            .filter(it -> it.endsWith(".json"))
            .findFirst()
            .orElseThrow();
    String read =
        s3().getObjectAsBytes(
                it -> it.bucket("cdk-hnb659fds-assets-000000000000-us-east-1").key(key))
            .asUtf8String();
    assertThat(read).contains("\"Resources\"");
  }
}

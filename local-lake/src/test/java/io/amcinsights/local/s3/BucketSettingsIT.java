package io.amcinsights.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import io.amcinsights.tps.Buckets.Owner;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketSettingsIT {

  private static final String BUCKET = "theirs";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
       "Principal":{"AWS":["111122223333","811639200769"]},"Resource":"arn:aws:s3:::theirs/*"}]}""";

  @TempDir private Path folder;
  private LocalBuckets buckets;
  private S3Server server;
  private LocalClients clients;
  private S3Client s3;

  @BeforeEach
  void open() {
    buckets = new LocalBuckets(folder.resolve("buckets.json"), folder.resolve("s3"));
    server = S3Server.start(folder.resolve("s3"), 0, buckets, event -> {});
    clients = TestClients.s3(server.endpoint());
    s3 = clients.s3();
  }

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  private static void refuses(ThrowingCallable call, String code) {
    refuses(call, 404, code);
  }

  private static void refuses(ThrowingCallable call, int status, String code) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call)
        .satisfies(
            it -> {
              assertThat(it.statusCode()).isEqualTo(status);
              assertThat(it.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  @Test
  void aBucketOfATemplateTellsWhatTheTemplateSays() {
    buckets.put(
        new Buckets.Spec(
            BUCKET, "000000000000", "us-east-1", true, "s", Map.of("a<b", "c&d", "e", "f g")));
    buckets.policy(BUCKET, POLICY);
    close();
    open();

    assertThat(s3.getBucketTagging(it -> it.bucket(BUCKET)).tagSet())
        .extracting(it -> it.key() + "=" + it.value())
        .containsExactly("a<b=c&d", "e=f g");
    assertThat(
            s3.getBucketNotificationConfiguration(it -> it.bucket(BUCKET))
                .eventBridgeConfiguration())
        .isNotNull();
    assertThat(s3.getBucketPolicy(it -> it.bucket(BUCKET)).policy()).isEqualTo(POLICY);
  }

  @Test
  void aBucketTellsWhereItIs() {
    buckets.put(new Buckets.Spec(BUCKET, "111111111111", "eu-west-1", true));
    s3.createBucket(it -> it.bucket("by-hand"));

    assertThat(s3.getBucketLocation(it -> it.bucket(BUCKET)).locationConstraintAsString())
        .isEqualTo("eu-west-1");
    assertThat(s3.headBucket(it -> it.bucket(BUCKET)).bucketRegion()).isEqualTo("eu-west-1");
    assertThat(s3.getBucketLocation(it -> it.bucket("by-hand")).locationConstraintAsString())
        .isNullOrEmpty();
    assertThat(s3.headBucket(it -> it.bucket("by-hand")).bucketRegion()).isEqualTo("us-east-1");
  }

  @Test
  void aBucketMadeByHandIsWhereItsOwnerWantsIt() {
    createIn("eu-west-1");
    assertThat(s3.getBucketLocation(it -> it.bucket(BUCKET)).locationConstraintAsString())
        .isEqualTo("eu-west-1");
    assertThat(buckets.find(BUCKET).orElseThrow().account()).isEqualTo("000000000000");
    refuses(() -> createIn("eu-west-1"), 409, "BucketAlreadyOwnedByYou");
    close();
    open();
    assertThat(s3.headBucket(it -> it.bucket(BUCKET)).bucketRegion()).isEqualTo("eu-west-1");

    s3.deleteBucket(it -> it.bucket(BUCKET));
    refuses(() -> createIn("us-east-1"), 400, "InvalidLocationConstraint");
    s3.createBucket(it -> it.bucket(BUCKET));
    assertThat(s3.headBucket(it -> it.bucket(BUCKET)).bucketRegion()).isEqualTo("us-east-1");
  }

  private void createIn(String region) {
    s3.createBucket(
        it ->
            it.bucket(BUCKET).createBucketConfiguration(where -> where.locationConstraint(region)));
  }

  @Test
  void aBucketMadeByHandGetsItsOwnFromItsOwner() {
    s3.createBucket(it -> it.bucket(BUCKET));
    refuses(() -> s3.getBucketTagging(it -> it.bucket(BUCKET)), "NoSuchTagSet");
    refuses(() -> s3.getBucketPolicy(it -> it.bucket(BUCKET)), "NoSuchBucketPolicy");
    var partner = TestClients.buckets(clients);
    assertThat(partner.owner("us-east-1", BUCKET, "acme")).isEqualTo(Owner.OTHERS);
    assertThat(partner.obstacles("us-east-1", BUCKET, "111122223333")).hasSize(2);

    s3.putBucketNotificationConfiguration(
        it ->
            it.bucket(BUCKET)
                .notificationConfiguration(
                    on -> on.eventBridgeConfiguration(EventBridgeConfiguration.builder().build())));
    s3.putBucketPolicy(it -> it.bucket(BUCKET).policy(POLICY));
    assertThat(partner.obstacles("us-east-1", BUCKET, "111122223333")).isEmpty();
    close();
    open();
    assertThat(TestClients.buckets(clients).obstacles("us-east-1", BUCKET, "111122223333"))
        .isEmpty();

    s3.deleteBucketPolicy(it -> it.bucket(BUCKET));
    refuses(() -> s3.getBucketPolicy(it -> it.bucket(BUCKET)), "NoSuchBucketPolicy");
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> s3.putBucketPolicy(it -> it.bucket(BUCKET).policy("{}")))
        .satisfies(it -> assertThat(it.statusCode()).isEqualTo(400));
  }

  @Test
  void objectsAreServedAsBefore() {
    s3.createBucket(it -> it.bucket(BUCKET));
    s3.putObject(it -> it.bucket(BUCKET).key("policy"), RequestBody.fromString("x"));
    assertThat(s3.getObjectAsBytes(it -> it.bucket(BUCKET).key("policy")).asUtf8String())
        .isEqualTo("x");
    assertThat(s3.listObjectsV2(it -> it.bucket(BUCKET)).contents()).hasSize(1);
  }

  @Test
  void aBucketThatIsNotThereHasNothing() {
    assertThat(TestClients.buckets(clients).owner("us-east-1", "none", "acme"))
        .isEqualTo(Owner.NOBODY);
    refuses(() -> s3.getBucketPolicy(it -> it.bucket("none")), "NoSuchBucket");
  }
}

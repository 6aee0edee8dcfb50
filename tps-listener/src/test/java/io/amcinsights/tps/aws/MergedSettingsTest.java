package io.amcinsights.tps.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

class MergedSettingsTest {

  private static final String SID = "AmcDeliveriesacme";
  private static final String OTHERS =
      """
      {"Version":"2012-10-17","Id":"theirs","Statement":[{"Sid":"Tls","Effect":"Deny"}]}""";

  private final Bucket bucket = new Bucket();
  private final MergedSettings settings = new MergedSettings(TestClients.s3(bucket));

  private JsonNode policy() {
    return Json.read("policy", String.valueOf(bucket.policy));
  }

  private void add(String deliverer) {
    settings.add("eu-west-1", "theirs", deliverer, SID);
  }

  /** D-28, D-29, D-30: policies and notifications that were there were replaced. */
  @Test
  void whatIsThereStays() {
    bucket.policy = OTHERS;
    bucket.notifications =
        NotificationConfiguration.builder()
            .queueConfigurations(QueueConfiguration.builder().id("q").queueArn("arn:q").build())
            .build();

    add("444455556666");

    assertThat(bucket.notifications.eventBridgeConfiguration()).isNotNull();
    assertThat(bucket.notifications.queueConfigurations()).extracting("id").containsExactly("q");
    assertThat(policy().path("Id").asText()).isEqualTo("theirs");
    assertThat(policy().path("Statement")).hasSize(2);
    assertThat(policy().path("Statement").path(0).path("Sid").asText()).isEqualTo("Tls");
    assertThat(BucketPolicy.admits(String.valueOf(bucket.policy), "444455556666")).isTrue();
  }

  @Test
  void whatNeedsNothingIsNotWritten() {
    add("444455556666");
    int writes = bucket.writes;

    add("444455556666");

    assertThat(bucket.writes).isEqualTo(writes);
  }

  @Test
  void anotherAccountReplacesTheStatementThatWeAdded() {
    add("444455556666");

    add("777788889999");

    assertThat(policy().path("Statement")).hasSize(1);
    assertThat(BucketPolicy.admits(String.valueOf(bucket.policy), "777788889999")).isTrue();
    assertThat(bucket.policy).doesNotContain("444455556666");
  }

  @Test
  void aPolicyThatAdmitsAmcAlreadyIsLeftAlone() {
    bucket.policy =
        """
        {"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}""";

    add("444455556666");
    settings.remove("eu-west-1", "theirs", SID);

    assertThat(policy().path("Statement").findValuesAsText("Effect")).containsExactly("Allow");
  }

  @Test
  void removingTakesBackTheStatementAndNothingElse() {
    bucket.policy = OTHERS;
    add("444455556666");

    settings.remove("eu-west-1", "theirs", SID);

    assertThat(policy()).isEqualTo(Json.read("others", OTHERS));
    assertThat(bucket.notifications.eventBridgeConfiguration()).isNotNull();
  }

  @Test
  void aBucketWithoutAPolicyHasNoneAfterwards() {
    add("444455556666");

    settings.remove("eu-west-1", "theirs", SID);

    assertThat(bucket.policy).isNull();
  }

  @Test
  void aBucketThatIsGoneNeedsNoRemoving() {
    settings.remove("eu-west-1", "theirs", SID);

    assertThat(bucket.writes).isZero();
  }

  private static final class Bucket implements S3Client {

    private @Nullable String policy;
    private NotificationConfiguration notifications = NotificationConfiguration.builder().build();
    private int writes;

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
      if (policy == null) {
        throw S3Exception.builder().statusCode(404).message("NoSuchBucketPolicy").build();
      }
      return GetBucketPolicyResponse.builder().policy(policy).build();
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
      writes++;
      policy = request.policy();
      return PutBucketPolicyResponse.builder().build();
    }

    @Override
    public DeleteBucketPolicyResponse deleteBucketPolicy(DeleteBucketPolicyRequest request) {
      writes++;
      policy = null;
      return DeleteBucketPolicyResponse.builder().build();
    }

    @Override
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
        GetBucketNotificationConfigurationRequest request) {
      return GetBucketNotificationConfigurationResponse.builder()
          .queueConfigurations(notifications.queueConfigurations())
          .eventBridgeConfiguration(notifications.eventBridgeConfiguration())
          .build();
    }

    @Override
    public PutBucketNotificationConfigurationResponse putBucketNotificationConfiguration(
        PutBucketNotificationConfigurationRequest request) {
      writes++;
      notifications = request.notificationConfiguration();
      return PutBucketNotificationConfigurationResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}

package io.amcinsights.tps.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.TenantSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Buckets of another account, which a role there lets us look at. */
class S3BucketsTest {

  private static final String READER = "arn:aws:iam::999900001111:role/x/tenants/reader";

  private final Partner partner = new Partner();
  private final List<AssumeRoleRequest> assumed = new ArrayList<>();
  private boolean deployed = true;
  private final S3Buckets buckets =
      new S3Buckets(
          TestClients.s3(partner),
          new Roles(),
          LakeNames.DEFAULT,
          new PartnerInstructions(
              LakeNames.DEFAULT, "us-east-1", "111122223333", "s3://assets/partner.json"));

  private static TenantSettings acme() {
    return new TenantSettings(
        "acme",
        "Acme",
        "acme",
        false,
        "demoteam",
        "amcdataset",
        new TenantSettings.Bucket("theirs", "eu-west-1", "999900001111", true, false, false, null),
        new TenantSettings.Amc("444455556666", null, null, null, null),
        Map.of(),
        null,
        false);
  }

  @Test
  void beforeItsOwnerDeployedTheTemplateThereAreTheCommands() {
    deployed = false;

    assertThat(buckets.obstaclesElsewhere(acme(), READER))
        .singleElement()
        .asString()
        .contains("aws s3 cp s3://assets/partner.json partner.template.json --region us-east-1")
        .contains("--stack-name amclake-dev-tenant-acme --region eu-west-1")
        .contains("CustomerId=acme BucketName=theirs AmcAccountId=444455556666 BucketExists=true")
        .contains("HomeRegion=us-east-1 LakeAccount=111122223333");
  }

  @Test
  void itIsLookedAtAsItsReader() {
    assertThat(buckets.obstaclesElsewhere(acme(), READER)).isEmpty();

    assertThat(assumed)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.roleArn()).isEqualTo(READER);
              assertThat(it.externalId()).isEqualTo("acme");
            });
  }

  @Test
  void anAdoptedBucketHasToSendItsEvents() {
    partner.announces = false;

    assertThat(buckets.obstaclesElsewhere(acme(), READER))
        .singleElement()
        .asString()
        .contains("does not send its events to EventBridge");
  }

  @Test
  void aBucketThatIsNotThereIsSaid() {
    partner.exists = false;

    assertThat(buckets.obstaclesElsewhere(acme(), READER))
        .singleElement()
        .asString()
        .contains("Bucket theirs does not exist");
  }

  private final class Roles implements StsClient {

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
      if (!deployed) {
        throw StsException.builder().statusCode(403).message("not authorized").build();
      }
      assumed.add(request);
      return AssumeRoleResponse.builder()
          .credentials(
              Credentials.builder().accessKeyId("a").secretAccessKey("b").sessionToken("c").build())
          .build();
    }

    @Override
    public String serviceName() {
      return "sts";
    }

    @Override
    public void close() {}
  }

  private static final class Partner implements S3Client {

    private boolean exists = true;
    private boolean announces = true;

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
      if (!exists) {
        throw S3Exception.builder().statusCode(404).build();
      }
      return HeadBucketResponse.builder().build();
    }

    @Override
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
        GetBucketNotificationConfigurationRequest request) {
      return GetBucketNotificationConfigurationResponse.builder()
          .eventBridgeConfiguration(announces ? EventBridgeConfiguration.builder().build() : null)
          .build();
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
      return GetBucketPolicyResponse.builder()
          .policy(
              """
              {"Statement":[{"Effect":"Allow","Action":"s3:PutObject",
               "Principal":{"AWS":["444455556666","811639200769"]}}]}""")
          .build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}

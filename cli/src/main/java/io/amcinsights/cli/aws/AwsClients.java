package io.amcinsights.cli.aws;

import java.time.Duration;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What the checks ask, for the time of one command. */
record AwsClients(
    String region,
    StsClient sts,
    SsmClient ssm,
    LakeFormationClient lakeFormation,
    ServiceQuotasClient quotas,
    S3Client s3,
    CloudFormationClient cloudFormation) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static AwsClients of(AwsAccess access) {
    return new AwsClients(
        access.region().id(),
        access.client(StsClient.builder(), PATIENCE),
        access.client(SsmClient.builder(), PATIENCE),
        access.client(LakeFormationClient.builder(), PATIENCE),
        access.client(ServiceQuotasClient.builder(), PATIENCE),
        access.client(S3Client.builder(), PATIENCE),
        access.client(CloudFormationClient.builder(), PATIENCE));
  }
}

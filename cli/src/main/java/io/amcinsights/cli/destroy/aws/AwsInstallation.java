package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.aws.Asking;
import io.amcinsights.cli.aws.AwsAccess;
import io.amcinsights.cli.destroy.KeptData;
import io.amcinsights.cli.destroy.Stacks;
import io.amcinsights.core.naming.LakeNames;
import java.time.Duration;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * An installation in its account and region.
 *
 * @param account number of the account
 */
public record AwsInstallation(String account, String region, Stacks stacks, KeptData data) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The installation that may be there. */
  public static AwsInstallation of(AwsAccess access, LakeNames names) {
    return new AwsInstallation(
        Asking.of(
            "sts:GetCallerIdentity",
            () -> access.client(StsClient.builder(), PATIENCE).getCallerIdentity().account()),
        access.region().id(),
        new CloudFormationStacks(access.client(CloudFormationClient.builder(), PATIENCE)),
        new AwsData(
            new KeptDatabases(access.client(GlueClient.builder(), PATIENCE), names),
            new KeptTables(access.client(DynamoDbClient.builder(), PATIENCE), names),
            new KeptBuckets(access.client(S3Client.builder(), PATIENCE), names),
            new KeptKeys(access.client(KmsClient.builder(), PATIENCE), names)));
  }
}

package io.amcinsights.tps.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients that a test brings. */
final class TestClients {

  private TestClients() {}

  /** One S3 for all regions and roles. */
  static ProvisioningClients s3(S3Client s3) {
    return new ProvisioningClients() {
      @Override
      public CloudFormationClient cloudFormation(String region) {
        throw new UnsupportedOperationException(region);
      }

      @Override
      public S3Client s3(String region) {
        return s3;
      }

      @Override
      public S3Client s3(String region, AwsCredentialsProvider credentials) {
        return s3;
      }
    };
  }
}

package io.amcinsights.tps.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Clients that only provisioning needs, each for the region of a bucket.
 *
 * <p>On AWS this is {@link SdkProvisioningClients}; clients of a host that implement this as well
 * are used instead.
 */
public interface ProvisioningClients {

  CloudFormationClient cloudFormation(String region);

  S3Client s3(String region);

  /** As somebody else: a role in the account of the bucket. */
  S3Client s3(String region, AwsCredentialsProvider credentials);
}

package io.amcinsights.core.aws;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients without a network: requests are made up, signed and answered by {@link DryHttp}. Tables,
 * buckets and queues are there and empty; what is written is forgotten.
 */
final class DryClients implements Clients {

  private static final AwsCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("dry", "dry"));

  private final S3Client s3 = with(S3Client.builder()).build();
  private final DynamoDbClient dynamoDb = with(DynamoDbClient.builder()).build();
  private final SqsClient sqs = with(SqsClient.builder()).build();
  private final SfnClient sfn = with(SfnClient.builder()).build();
  private final StsClient sts = with(StsClient.builder()).build();
  private final LakeFormationClient lakeFormation = with(LakeFormationClient.builder()).build();

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B with(
      B builder) {
    return builder
        .httpClient(new DryHttp())
        .region(Region.US_EAST_1)
        .credentialsProvider(NOBODY)
        .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public S3Client s3() {
    return s3;
  }

  @Override
  public S3Client s3(AwsCredentialsProvider credentials) {
    return s3;
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  @Override
  public SqsClient sqs() {
    return sqs;
  }

  @Override
  public SfnClient sfn() {
    return sfn;
  }

  @Override
  public StsClient sts() {
    return sts;
  }

  @Override
  public LakeFormationClient lakeFormation() {
    return lakeFormation;
  }
}

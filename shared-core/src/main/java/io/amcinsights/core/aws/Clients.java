package io.amcinsights.core.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS clients of one process, each made when first asked for and shared.
 *
 * <p>On AWS this is {@link SdkClients}; the local lake hands in clients of its embedded services.
 */
public interface Clients {

  S3Client s3();

  /** S3 with other credentials than the function's own: a tenant's reader role. */
  S3Client s3(software.amazon.awssdk.auth.credentials.AwsCredentialsProvider credentials);

  DynamoDbClient dynamoDb();

  SqsClient sqs();

  SfnClient sfn();

  StsClient sts();

  LakeFormationClient lakeFormation();
}

package io.amcinsights.glue;

import io.amcinsights.core.aws.Clients;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the embedded services of a local lake. */
final class EndpointClients implements Clients {

  private final S3Client s3;
  private final DynamoDbClient dynamoDb;

  EndpointClients(URI s3, URI dynamoDb) {
    this.s3 = with(S3Client.builder().forcePathStyle(true), s3).build();
    this.dynamoDb = with(DynamoDbClient.builder(), dynamoDb).build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B with(
      B builder, URI endpoint) {
    return builder
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")));
  }

  @Override
  public S3Client s3() {
    return s3;
  }

  @Override
  public S3Client s3(AwsCredentialsProvider credentials) {
    // Roles are not enforced there: whatever was assumed reads as the lake itself.
    return s3;
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  @Override
  public SqsClient sqs() {
    throw unused("SQS");
  }

  @Override
  public SfnClient sfn() {
    throw unused("Step Functions");
  }

  @Override
  public LakeFormationClient lakeFormation() {
    throw unused("Lake Formation");
  }

  @Override
  public StsClient sts() {
    return new NoRoles();
  }

  /**
   * There to be held, not to be asked: {@link #s3(AwsCredentialsProvider)} takes no credentials.
   */
  private static final class NoRoles implements StsClient {

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static UnsupportedOperationException unused(String service) {
    return new UnsupportedOperationException("A load in Spark has no use for " + service);
  }
}

package io.amcinsights.local;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.tps.aws.ProvisioningClients;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the embedded services. */
public final class LocalClients implements Clients, ProvisioningClients, AutoCloseable {

  /** What the embedded services expect; they are reachable from this machine only. */
  public static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret"));

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(5))
          // A long poll lasts up to 20 s.
          .socketTimeout(Duration.ofSeconds(60))
          .build();

  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final DynamoDbStreamsClient dynamoDbStreams;
  private final SqsClient sqs;
  private final Supplier<SfnClient> sfn;
  private final Function<String, ? extends CloudFormationClient> cloudFormation;
  private final StsClient sts;
  private final LakeFormationClient lakeFormation =
      Refusing.wrap(LakeFormationClient.class, new LocalLakeFormation());

  /**
   * Makes all clients.
   *
   * @param sfn the state machines of this process, which themselves need functions with clients
   * @param cloudFormation the stacks of a region, likewise
   * @param roles whether there is a role of an ARN
   */
  public LocalClients(
      Endpoints endpoints,
      String account,
      Region region,
      Supplier<SfnClient> sfn,
      Function<String, ? extends CloudFormationClient> cloudFormation,
      Predicate<String> roles) {
    this.s3 = with(S3Client.builder().forcePathStyle(true), endpoints.s3(), region).build();
    this.dynamoDb = with(DynamoDbClient.builder(), endpoints.dynamodb(), region).build();
    this.dynamoDbStreams =
        with(DynamoDbStreamsClient.builder(), endpoints.dynamodb(), region).build();
    this.sqs = with(SqsClient.builder(), endpoints.sqs(), region).build();
    this.sfn = sfn;
    this.cloudFormation = cloudFormation;
    this.sts = Refusing.wrap(StsClient.class, new LocalSts(account, roles));
  }

  @Override
  public S3Client s3() {
    return s3;
  }

  @Override
  public S3Client s3(AwsCredentialsProvider credentials) {
    // Roles are not enforced here: whatever was assumed reads as the lake itself.
    return s3;
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** What changes in the tables; only the service reads it, no function does. */
  public DynamoDbStreamsClient dynamoDbStreams() {
    return dynamoDbStreams;
  }

  @Override
  public SqsClient sqs() {
    return sqs;
  }

  @Override
  public SfnClient sfn() {
    return sfn.get();
  }

  @Override
  public StsClient sts() {
    return sts;
  }

  @Override
  public LakeFormationClient lakeFormation() {
    return lakeFormation;
  }

  @Override
  public CloudFormationClient cloudFormation(String region) {
    return Refusing.wrap(CloudFormationClient.class, cloudFormation.apply(region));
  }

  /** One S3 has the buckets of all regions. */
  @Override
  public S3Client s3(String region) {
    return s3;
  }

  @Override
  public S3Client s3(String region, AwsCredentialsProvider credentials) {
    return s3;
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
    dynamoDbStreams.close();
    sqs.close();
    http.close();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B with(
      B builder, URI endpoint, Region region) {
    return builder
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(CREDENTIALS);
  }
}

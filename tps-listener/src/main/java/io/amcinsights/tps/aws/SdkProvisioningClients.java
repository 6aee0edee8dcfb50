package io.amcinsights.tps.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients configured by the SDK's own chain, one for each region. */
public final class SdkProvisioningClients implements ProvisioningClients {

  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<String, CloudFormationClient> cloudFormations = new ConcurrentHashMap<>();
  private final Map<String, S3Client> s3s = new ConcurrentHashMap<>();

  @Override
  public CloudFormationClient cloudFormation(String region) {
    return cloudFormations.computeIfAbsent(
        region,
        it -> CloudFormationClient.builder().httpClient(http).region(Region.of(it)).build());
  }

  @Override
  public S3Client s3(String region) {
    return s3s.computeIfAbsent(
        region, it -> S3Client.builder().httpClient(http).region(Region.of(it)).build());
  }

  @Override
  public S3Client s3(String region, AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .httpClient(http)
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .build();
  }
}

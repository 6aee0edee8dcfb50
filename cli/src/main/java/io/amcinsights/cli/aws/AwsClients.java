package io.amcinsights.cli.aws;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of one account and region, for the time of one command. */
record AwsClients(
    String region,
    StsClient sts,
    SsmClient ssm,
    LakeFormationClient lakeFormation,
    ServiceQuotasClient quotas,
    S3Client s3,
    CloudFormationClient cloudFormation) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Clients with the credentials of a profile, or of the environment.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException when there are none
   */
  static AwsClients of(@Nullable String profile, Region region) {
    AwsCredentialsProvider found =
        profile == null
            ? DefaultCredentialsProvider.builder().build()
            : ProfileCredentialsProvider.create(profile);
    var credentials = StaticCredentialsProvider.create(found.resolveCredentials());
    return of(credentials, region, UrlConnectionHttpClient.create());
  }

  static AwsClients of(AwsCredentialsProvider credentials, Region region, SdkHttpClient http) {
    return new AwsClients(
        region.id(),
        with(StsClient.builder(), credentials, region, http).build(),
        with(SsmClient.builder(), credentials, region, http).build(),
        with(LakeFormationClient.builder(), credentials, region, http).build(),
        with(ServiceQuotasClient.builder(), credentials, region, http).build(),
        with(S3Client.builder(), credentials, region, http).build(),
        with(CloudFormationClient.builder(), credentials, region, http).build());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B with(
      B builder, AwsCredentialsProvider credentials, Region region, SdkHttpClient http) {
    return builder
        .credentialsProvider(credentials)
        .region(region)
        .httpClient(http)
        .overrideConfiguration(it -> it.apiCallTimeout(PATIENCE));
  }

  /**
   * The region that was named, else that of the environment or the profile.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException when nobody names one
   */
  static Region region(@Nullable String profile, @Nullable String named) {
    if (named != null) {
      return Region.of(named);
    }
    return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
  }
}

package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.Stacks;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The account and region that a command works on.
 *
 * @param id number of the account
 */
public record AwsInstallation(String id, String region, Stacks stacks) {

  /** What profile and region, or else the environment, choose. */
  public static AwsInstallation of(@Nullable String profile, @Nullable String named) {
    SdkHttpClient http = UrlConnectionHttpClient.create();
    AwsCredentialsProvider credentials =
        DefaultCredentialsProvider.builder().profileName(profile).build();
    Region region =
        named == null
            ? DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion()
            : Region.of(named);
    StsClient sts = with(StsClient.builder(), credentials, region, http).build();
    String id = sts.getCallerIdentity().account();
    var stacks =
        new CloudFormationStacks(
            with(CloudFormationClient.builder(), credentials, region, http).build());
    return new AwsInstallation(id, region.id(), stacks);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B with(
      B builder, AwsCredentialsProvider credentials, Region region, SdkHttpClient http) {
    return builder.credentialsProvider(credentials).region(region).httpClient(http);
  }
}

package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Unanswered;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** With which credentials, in which region and by which connections AWS is asked. */
public record AwsAccess(AwsCredentialsProvider credentials, Region region, SdkHttpClient http) {

  /**
   * What profile and region choose, or else the environment.
   *
   * @throws Unanswered when there is no region, or there are no credentials
   */
  public static AwsAccess of(@Nullable String profile, @Nullable String region) {
    Region chosen = region(profile, region);
    AwsCredentialsProvider credentials =
        profile == null
            ? DefaultCredentialsProvider.builder().build()
            : ProfileCredentialsProvider.create(profile);
    try {
      credentials.resolveCredentials();
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      // The latter two are profiles that say what this program does not know, as those of SSO.
      throw new Unanswered(noCredentials(profile, e), signIn(profile), e);
    }
    return new AwsAccess(credentials, chosen, UrlConnectionHttpClient.create());
  }

  private static Region region(@Nullable String profile, @Nullable String named) {
    if (named != null) {
      return Region.of(named);
    }
    try {
      return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
    } catch (SdkClientException e) {
      throw new Unanswered("no region", "--region R, or AWS_REGION", e);
    }
  }

  private static String noCredentials(@Nullable String profile, RuntimeException e) {
    return profile == null
        ? "no credentials"
        : "no credentials of profile '%s' (%s)".formatted(profile, Asking.line(e.getMessage()));
  }

  static String signIn(@Nullable String profile) {
    String option = profile == null ? "" : " --profile " + profile;
    return "sign in (aws sso login%s, then: ".formatted(option)
        + "eval \"$(aws configure export-credentials%s --format env)\"".formatted(option)
        + " and no --profile), or name a --profile that holds keys";
  }

  /**
   * A client of one service.
   *
   * @param patience how long a call may take with its repetitions
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Duration patience) {
    return builder
        .credentialsProvider(credentials)
        .region(region)
        .httpClient(http)
        .overrideConfiguration(it -> it.apiCallTimeout(patience))
        .build();
  }
}

package io.amcinsights.local;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Any role may be assumed: the laptop's user owns everything here. */
final class LocalSts implements StsClient {

  private final String account;

  LocalSts(String account) {
    this.account = account;
  }

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    return AssumeRoleResponse.builder()
        .credentials(
            credentials ->
                credentials
                    .accessKeyId("local")
                    .secretAccessKey("localsecret")
                    .sessionToken("local")
                    .expiration(Instant.now().plus(Duration.ofHours(1))))
        .assumedRoleUser(
            user ->
                user.arn(request.roleArn() + "/" + request.roleSessionName())
                    .assumedRoleId("LOCAL:" + request.roleSessionName()))
        .build();
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    return GetCallerIdentityResponse.builder()
        .account(account)
        .arn("arn:aws:iam::%s:user/local".formatted(account))
        .userId("LOCAL")
        .build();
  }

  @Override
  public String serviceName() {
    return StsClient.SERVICE_NAME;
  }

  @Override
  public void close() {}
}

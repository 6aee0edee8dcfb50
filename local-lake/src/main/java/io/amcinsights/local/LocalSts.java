package io.amcinsights.local;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Roles of stacks may be assumed by everybody, the laptop's user owns everything here; others are
 * refused as if they were there for somebody else.
 */
final class LocalSts implements StsClient {

  private static final int FORBIDDEN = 403;

  private final String account;

  private final Predicate<String> roles;

  /**
   * Makes one.
   *
   * @param roles whether there is a role of an ARN
   */
  LocalSts(String account, Predicate<String> roles) {
    this.account = account;
    this.roles = roles;
  }

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    if (!roles.test(request.roleArn())) {
      throw refusal(request.roleArn());
    }
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

  private StsException refusal(String role) {
    String message =
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(user(), role);
    return (StsException)
        StsException.builder()
            .statusCode(FORBIDDEN)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("Sts")
                    .errorCode("AccessDenied")
                    .errorMessage(message)
                    .build())
            .message(message)
            .build();
  }

  private String user() {
    return "arn:aws:iam::%s:user/local".formatted(account);
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    return GetCallerIdentityResponse.builder().account(account).arn(user()).userId("LOCAL").build();
  }

  @Override
  public String serviceName() {
    return StsClient.SERVICE_NAME;
  }

  @Override
  public void close() {}
}

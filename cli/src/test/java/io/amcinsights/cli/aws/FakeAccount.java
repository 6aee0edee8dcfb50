package io.amcinsights.cli.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** An account, ready to be deployed to until the test says otherwise, by the kind of request. */
final class FakeAccount implements InvocationHandler {

  static final String ID = "111122223333";

  private final Map<Class<?>, Function<SdkRequest, Object>> answers = new HashMap<>();

  FakeAccount() {
    answer(
        GetCallerIdentityRequest.class,
        it ->
            GetCallerIdentityResponse.builder()
                .account(ID)
                .arn("arn:aws:sts::" + ID + ":assumed-role/dev/me")
                .build());
    answer(GetParameterRequest.class, it -> bootstrapped("27"));
    answer(
        GetDataLakeSettingsRequest.class,
        it ->
            GetDataLakeSettingsResponse.builder()
                .dataLakeSettings(DataLakeSettings.builder().build())
                .build());
    answer(
        GetServiceQuotaRequest.class,
        it -> GetServiceQuotaResponse.builder().quota(quota -> quota.value(1000.0)).build());
    answer(
        HeadBucketRequest.class,
        it -> {
          throw NoSuchBucketException.builder().statusCode(404).message("Not Found").build();
        });
    answer(DescribeStacksRequest.class, it -> DescribeStacksResponse.builder().build());
    answer(
        DescribeStackResourcesRequest.class,
        it -> {
          throw error(
              CloudFormationException.builder(), 400, "ValidationError", "Stack does not exist");
        });
  }

  static GetParameterResponse bootstrapped(String version) {
    return GetParameterResponse.builder().parameter(it -> it.value(version)).build();
  }

  static AwsServiceException error(
      AwsServiceException.Builder builder, int status, String code, String message) {
    return builder
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  <R extends SdkRequest> FakeAccount answer(Class<R> request, Function<R, Object> answer) {
    answers.put(request, it -> answer.apply(request.cast(it)));
    return this;
  }

  AwsClients clients() {
    return new AwsClients(
        "eu-west-1",
        client(StsClient.class),
        client(SsmClient.class),
        client(LakeFormationClient.class),
        client(ServiceQuotasClient.class),
        client(S3Client.class),
        client(CloudFormationClient.class));
  }

  private <T> T client(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  /** Calls with a request are answered; every other way of calling ends in one of those. */
  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean call =
        arguments != null
            && arguments[0] instanceof SdkRequest
            && !method.getName().endsWith("Paginator");
    if (!call) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    SdkRequest request = (SdkRequest) arguments[0];
    return answers.get(request.getClass()).apply(request);
  }
}

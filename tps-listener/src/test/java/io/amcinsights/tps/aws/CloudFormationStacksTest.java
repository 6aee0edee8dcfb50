package io.amcinsights.tps.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.tps.Deployment;
import io.amcinsights.tps.StackName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.paginators.DescribeStackEventsIterable;
import software.amazon.awssdk.services.s3.S3Client;

class CloudFormationStacksTest {

  private static final StackName HERE = new StackName("eu-west-1", "amclake-dev-tenant-acme");

  private final Fake client = new Fake();
  private final List<String> regions = new ArrayList<>();
  private final CloudFormationStacks stacks =
      new CloudFormationStacks(
          new ProvisioningClients() {
            @Override
            public CloudFormationClient cloudFormation(String region) {
              regions.add(region);
              return client;
            }

            @Override
            public S3Client s3(String region) {
              throw new UnsupportedOperationException(region);
            }

            @Override
            public S3Client s3(String region, AwsCredentialsProvider credentials) {
              throw new UnsupportedOperationException(region);
            }
          },
          "arn:deployer");

  @Test
  void aStackThatDoesNotExistIsNoError() {
    client.refusal = refusal("Stack with id amclake-dev-tenant-acme does not exist", 400);

    assertThat(stacks.find(HERE)).isEmpty();
    assertThat(regions).containsExactly("eu-west-1");
    assertThat(stacks.reasons(HERE)).isEmpty();
  }

  @Test
  void throttlingIsNotTakenForAMissingStack() {
    client.refusal = refusal("Rate exceeded", 503);

    assertThatThrownBy(() -> stacks.find(HERE)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void aRefusalIsNotTakenForAMissingStack() {
    client.refusal =
        refusal("User is not authorized to perform cloudformation:DescribeStacks", 403);

    assertThatThrownBy(() -> stacks.find(HERE)).isInstanceOf(CloudFormationException.class);
  }

  @Test
  void everyStackIsMadeByTheServiceRole() {
    stacks.create(deployment("{}"));

    assertThat(client.created.roleARN()).isEqualTo("arn:deployer");
    assertThat(client.created.parameters())
        .extracting(Parameter::parameterKey)
        .containsExactly("A");
    client.refusal = AlreadyExistsException.builder().message("exists").build();
    stacks.create(deployment("{}"));
  }

  @Test
  void nothingToChangeIsNoError() {
    client.refusal = refusal("No updates are to be performed.", 400);
    assertThat(stacks.update(deployment("{}"))).isFalse();

    client.refusal = null;
    assertThat(stacks.update(deployment("{}"))).isTrue();
    assertThat(client.updated.usePreviousTemplate()).isNull();
  }

  @Test
  void withTheTemplateItHasAStackKeepsItsOtherParameters() {
    stacks.update(deployment(null));

    assertThat(client.updated.usePreviousTemplate()).isTrue();
    assertThat(client.updated.hasTags()).isFalse();
    assertThat(client.updated.parameters())
        .extracting(it -> it.parameterKey() + " " + it.usePreviousValue())
        .containsExactlyInAnyOrder("A null", "B true");
  }

  @Test
  void reasonsAreThoseOfTheLastOperationFirstCauseFirst() {
    client.events =
        List.of(
            event("stack", "ROLLBACK_COMPLETE", null),
            event("Rule", "CREATE_FAILED", "Resource creation cancelled"),
            event("Bucket", "CREATE_FAILED", "amc-acme already exists"),
            event("stack", "CREATE_IN_PROGRESS", "User Initiated"),
            event("Bucket", "CREATE_FAILED", "an older one"));

    assertThat(stacks.reasons(HERE)).containsExactly("Bucket (AWS::X): amc-acme already exists");
  }

  private static StackEvent event(String resource, String status, @Nullable String reason) {
    return StackEvent.builder()
        .stackId("stack")
        .logicalResourceId(resource)
        .physicalResourceId(resource)
        .resourceType("AWS::X")
        .resourceStatus(status)
        .resourceStatusReason(reason)
        .build();
  }

  private static Deployment deployment(@Nullable String template) {
    return new Deployment(HERE, template, Map.of("A", "1"), Map.of("t", "v"));
  }

  private static CloudFormationException refusal(String message, int status) {
    return (CloudFormationException)
        CloudFormationException.builder()
            .message(message)
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ValidationError")
                    .errorMessage(message)
                    .build())
            .build();
  }

  private static final class Fake implements CloudFormationClient {

    private @Nullable CloudFormationException refusal;
    private CreateStackRequest created = CreateStackRequest.builder().build();
    private UpdateStackRequest updated = UpdateStackRequest.builder().build();
    private List<StackEvent> events = List.of();

    private void refuse() {
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
      refuse();
      Parameter a = Parameter.builder().parameterKey("A").parameterValue("0").build();
      Parameter b = Parameter.builder().parameterKey("B").parameterValue("2").build();
      Stack stack = Stack.builder().stackStatus("CREATE_COMPLETE").parameters(a, b).build();
      return DescribeStacksResponse.builder().stacks(stack).build();
    }

    @Override
    public CreateStackResponse createStack(CreateStackRequest request) {
      refuse();
      created = request;
      return CreateStackResponse.builder().build();
    }

    @Override
    public UpdateStackResponse updateStack(UpdateStackRequest request) {
      refuse();
      updated = request;
      return UpdateStackResponse.builder().build();
    }

    @Override
    public DescribeStackEventsIterable describeStackEventsPaginator(
        DescribeStackEventsRequest request) {
      return new DescribeStackEventsIterable(this, request);
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
      refuse();
      return DescribeStackEventsResponse.builder().stackEvents(events).build();
    }

    @Override
    public String serviceName() {
      return "cloudformation";
    }

    @Override
    public void close() {}
  }
}

package io.amcinsights.cli.destroy.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.cli.destroy.Resource;
import io.amcinsights.cli.destroy.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

class CloudFormationStacksTest {

  private static final Stack STACK =
      new Stack("arn/s", "amclake-dev-x", "DELETE_FAILED", false, Map.of(), Map.of());

  @Test
  void everyPageOfStacksIsRead() {
    List<Stack> all = new CloudFormationStacks(new Pages()).existing();

    assertThat(all)
        .extracting(Stack::name)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 25).mapToObj(it -> "stack" + it).toList());
    assertThat(all).allMatch(Stack::guarded).allMatch(it -> it.tags().equals(Map.of("k", "v")));
  }

  @Test
  void whatTheTemplateRetainsIsKeptOnWhicheverPageItIs() {
    List<Resource> all = new CloudFormationStacks(new Pages()).resources(STACK);

    assertThat(all).hasSize(250);
    assertThat(all)
        .filteredOn(Resource::kept)
        .extracting(Resource::name)
        .containsExactly("name3", "name7", "name240");
  }

  @Test
  void reasonsAreThoseOfTheLastAttempt() {
    assertThat(new CloudFormationStacks(new Pages()).failures(STACK))
        .containsExactly("AWS::CloudFormation::Stack s: all", "AWS::S3::Bucket Raw: not empty");
  }

  /** Ten stacks and a hundred resources a page. */
  private static final class Pages implements CloudFormationClient {

    @Override
    public String serviceName() {
      return "cloudformation";
    }

    @Override
    public void close() {}

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
      int from = from(request.nextToken());
      var stacks = new ArrayList<software.amazon.awssdk.services.cloudformation.model.Stack>();
      for (int i = from; i < Math.min(25, from + 10); i++) {
        stacks.add(stack("stack" + i));
      }
      return DescribeStacksResponse.builder().stacks(stacks).nextToken(next(from, 10, 25)).build();
    }

    private static software.amazon.awssdk.services.cloudformation.model.Stack stack(String name) {
      return software.amazon.awssdk.services.cloudformation.model.Stack.builder()
          .stackId("arn/" + name)
          .stackName(name)
          .stackStatus("CREATE_COMPLETE")
          .enableTerminationProtection(true)
          .tags(Tag.builder().key("k").value("v").build())
          .build();
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
      int from = from(request.nextToken());
      var page = new ArrayList<StackResourceSummary>();
      for (int i = from; i < Math.min(250, from + 100); i++) {
        page.add(
            StackResourceSummary.builder()
                .logicalResourceId("R" + i)
                .physicalResourceId("name" + i)
                .resourceType("AWS::S3::Bucket")
                .resourceStatus(
                    i == 7 ? ResourceStatus.DELETE_SKIPPED : ResourceStatus.CREATE_COMPLETE)
                .build());
      }
      return ListStackResourcesResponse.builder()
          .stackResourceSummaries(page)
          .nextToken(next(from, 100, 250))
          .build();
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest request) {
      return GetTemplateResponse.builder()
          .templateBody(
              """
              {"Resources": {
                "R2": {"DeletionPolicy": "Delete"},
                "R3": {"DeletionPolicy": "Retain"},
                "R240": {"DeletionPolicy": "RetainExceptOnCreate"}}}
              """)
          .build();
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
      return DescribeStackEventsResponse.builder()
          .stackEvents(
              event(
                  "arn/s", ResourceStatus.DELETE_FAILED, "AWS::CloudFormation::Stack", "s", "all"),
              event("raw", ResourceStatus.DELETE_FAILED, "AWS::S3::Bucket", "Raw", "not empty"),
              event(
                  "arn/s",
                  ResourceStatus.DELETE_IN_PROGRESS,
                  "AWS::CloudFormation::Stack",
                  "s",
                  ""),
              event("raw", ResourceStatus.DELETE_FAILED, "AWS::S3::Bucket", "Raw", "of long ago"))
          .build();
    }

    private static StackEvent event(
        String physical, ResourceStatus status, String type, String logical, String reason) {
      return StackEvent.builder()
          .stackId("arn/s")
          .physicalResourceId(physical)
          .logicalResourceId(logical)
          .resourceType(type)
          .resourceStatus(status)
          .resourceStatusReason(reason)
          .build();
    }

    private static int from(@Nullable String token) {
      return token == null ? 0 : Integer.parseInt(token);
    }

    private static @Nullable String next(int from, int size, int all) {
      return from + size < all ? String.valueOf(from + size) : null;
    }
  }
}

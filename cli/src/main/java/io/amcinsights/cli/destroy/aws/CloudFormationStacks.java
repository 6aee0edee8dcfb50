package io.amcinsights.cli.destroy.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.Resource;
import io.amcinsights.cli.destroy.Stack;
import io.amcinsights.cli.destroy.Stacks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** Stacks of CloudFormation. Everything goes by a stack's id, which no later stack can have. */
public final class CloudFormationStacks implements Stacks {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> KEEPING = Set.of("Retain", "RetainExceptOnCreate", "Snapshot");

  private final CloudFormationClient client;

  public CloudFormationStacks(CloudFormationClient client) {
    this.client = client;
  }

  @Override
  public List<Stack> existing() {
    return client.describeStacksPaginator(it -> {}).stacks().stream()
        .filter(it -> it.parentId() == null)
        .map(CloudFormationStacks::stack)
        .toList();
  }

  @Override
  public List<Stack> remembered(String beginning) {
    return client
        .listStacksPaginator(it -> it.stackStatusFilters(StackStatus.DELETE_COMPLETE))
        .stackSummaries()
        .stream()
        .filter(it -> it.stackName().startsWith(beginning))
        .flatMap(it -> described(it.stackId()).stream())
        .toList();
  }

  @Override
  public List<Resource> resources(Stack stack) {
    Set<String> keeping = keeping(stack);
    return client
        .listStackResourcesPaginator(it -> it.stackName(stack.id()))
        .stackResourceSummaries()
        .stream()
        .filter(it -> it.resourceStatus() != ResourceStatus.DELETE_COMPLETE)
        .map(it -> resource(it, keeping))
        .toList();
  }

  private static Resource resource(StackResourceSummary it, Set<String> keeping) {
    boolean kept =
        it.resourceStatus() == ResourceStatus.DELETE_SKIPPED
            || keeping.contains(it.logicalResourceId());
    String name = it.physicalResourceId() == null ? "" : it.physicalResourceId();
    return new Resource(it.resourceType(), name, kept);
  }

  /** Logical ids that the template keeps. */
  private Set<String> keeping(Stack stack) {
    String body =
        client
            .getTemplate(it -> it.stackName(stack.id()).templateStage(TemplateStage.PROCESSED))
            .templateBody();
    try {
      var keeping = new HashSet<String>();
      for (Map.Entry<String, JsonNode> it : MAPPER.readTree(body).path("Resources").properties()) {
        if (KEEPING.contains(it.getValue().path("DeletionPolicy").asText())) {
          keeping.add(it.getKey());
        }
      }
      return keeping;
    } catch (JsonProcessingException e) {
      throw new DestroyException(
          "The template of %s is not the JSON that the lake deploys, so what it keeps is unknown;"
                  .formatted(stack.name())
              + " delete this stack yourself, then run lake destroy again");
    }
  }

  @Override
  public void unguard(Stack stack) {
    client.updateTerminationProtection(
        it -> it.stackName(stack.id()).enableTerminationProtection(false));
  }

  @Override
  public void delete(Stack stack) {
    client.deleteStack(it -> it.stackName(stack.id()));
  }

  @Override
  public Optional<Stack> now(Stack stack) {
    return described(stack.id());
  }

  private Optional<Stack> described(String id) {
    try {
      return client.describeStacks(it -> it.stackName(id)).stacks().stream()
          .map(CloudFormationStacks::stack)
          .findFirst();
    } catch (CloudFormationException e) {
      String words = String.valueOf(e.getMessage());
      if (e.awsErrorDetails() != null
          && "ValidationError".equals(e.awsErrorDetails().errorCode())
          && words.contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<String> failures(Stack stack) {
    return client
        .describeStackEventsPaginator(it -> it.stackName(stack.id()))
        .stackEvents()
        .stream()
        .takeWhile(
            it -> !it.stackId().equals(it.physicalResourceId()) || !begins(it.resourceStatus()))
        .filter(it -> it.resourceStatus() == ResourceStatus.DELETE_FAILED)
        .map(
            it ->
                "%s %s: %s"
                    .formatted(
                        it.resourceType(), it.logicalResourceId(), it.resourceStatusReason()))
        .toList();
  }

  /** Events before the last deletion began are of earlier attempts. */
  private static boolean begins(ResourceStatus status) {
    return status == ResourceStatus.DELETE_IN_PROGRESS;
  }

  private static Stack stack(software.amazon.awssdk.services.cloudformation.model.Stack it) {
    var tags = new HashMap<String, String>();
    it.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    var parameters = new HashMap<String, String>();
    it.parameters()
        .forEach(one -> parameters.put(one.parameterKey(), String.valueOf(one.parameterValue())));
    return new Stack(
        it.stackId(),
        it.stackName(),
        it.stackStatusAsString(),
        Boolean.TRUE.equals(it.enableTerminationProtection()),
        tags,
        parameters);
  }
}

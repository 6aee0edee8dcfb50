package io.amcinsights.tps.aws;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.tps.Deployment;
import io.amcinsights.tps.ProvisioningFailed;
import io.amcinsights.tps.StackName;
import io.amcinsights.tps.StackState;
import io.amcinsights.tps.Stacks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks of CloudFormation, all of whose work is done by one service role. */
public final class CloudFormationStacks implements Stacks {

  private static final List<Capability> CAPABILITIES =
      List.of(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM);

  /** One at a time for a stack: it is prepared, carried out and forgotten. */
  private static final String IMPORT = "import";

  /** CloudFormation says these of resources that it stopped because of another. */
  private static final List<String> CONSEQUENCES =
      List.of("Resource creation cancelled", "Resource update cancelled");

  private final ProvisioningClients clients;
  private final String role;

  /**
   * Makes them.
   *
   * @param role ARN of the service role
   */
  public CloudFormationStacks(ProvisioningClients clients, String role) {
    this.clients = clients;
    this.role = role;
  }

  @Override
  public Optional<StackState> find(StackName stack) {
    try {
      return call(
          "describe stack " + stack,
          () ->
              client(stack).describeStacks(it -> it.stackName(stack.name())).stacks().stream()
                  .findFirst()
                  .map(CloudFormationStacks::state));
    } catch (CloudFormationException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static StackState state(Stack it) {
    var outputs = new HashMap<String, String>();
    it.outputs().forEach(one -> outputs.put(one.outputKey(), one.outputValue()));
    var parameters = new HashMap<String, String>();
    it.parameters()
        .forEach(one -> parameters.put(one.parameterKey(), String.valueOf(one.parameterValue())));
    var tags = new HashMap<String, String>();
    it.tags().forEach(one -> tags.put(one.key(), one.value()));
    return new StackState(it.stackStatusAsString(), parameters, outputs, tags);
  }

  @Override
  public void create(Deployment wanted) {
    try {
      call(
          "create stack " + wanted.stack(),
          () ->
              client(wanted.stack())
                  .createStack(
                      it ->
                          it.stackName(wanted.stack().name())
                              .templateBody(wanted.template())
                              .parameters(parameters(wanted.parameters()))
                              .tags(tags(wanted))
                              .capabilities(CAPABILITIES)
                              .onFailure(OnFailure.ROLLBACK)
                              .roleARN(role)));
    } catch (AlreadyExistsException e) {
      // An earlier call got through; the next look tells how far it is.
      return;
    }
  }

  @Override
  public boolean update(Deployment wanted) {
    List<Parameter> parameters = parameters(wanted.parameters());
    if (wanted.template() == null) {
      parameters.addAll(previous(wanted));
    }
    try {
      call(
          "update stack " + wanted.stack(),
          () ->
              client(wanted.stack())
                  .updateStack(
                      it -> {
                        it.stackName(wanted.stack().name())
                            .parameters(parameters)
                            .capabilities(CAPABILITIES)
                            .roleARN(role);
                        if (wanted.template() == null) {
                          it.usePreviousTemplate(true);
                        } else {
                          it.templateBody(wanted.template()).tags(tags(wanted));
                        }
                      }));
      return true;
    } catch (CloudFormationException e) {
      if (says(e, "No updates are to be performed")) {
        return false;
      }
      if (says(e, "_IN_PROGRESS state")) {
        // Somebody was faster, perhaps this call's own first attempt.
        return true;
      }
      throw e;
    }
  }

  private List<Parameter> previous(Deployment wanted) {
    return find(wanted.stack()).stream()
        .flatMap(it -> it.parameters().keySet().stream())
        .filter(it -> !wanted.parameters().containsKey(it))
        .map(it -> Parameter.builder().parameterKey(it).usePreviousValue(true).build())
        .toList();
  }

  @Override
  public void importInto(Deployment wanted, Map<String, Map<String, String>> resources) {
    Optional<DescribeChangeSetResponse> prepared = changeSet(wanted.stack());
    if (prepared.isEmpty()) {
      prepare(wanted, resources);
    } else if (prepared.get().status() == ChangeSetStatus.CREATE_COMPLETE) {
      call(
          "import into stack " + wanted.stack(),
          () ->
              client(wanted.stack())
                  .executeChangeSet(
                      it -> it.stackName(wanted.stack().name()).changeSetName(IMPORT)));
    } else if (prepared.get().status() == ChangeSetStatus.FAILED) {
      throw new ProvisioningFailed(
          "Stack %s cannot take over what the tenant left behind: %s"
              .formatted(wanted.stack(), prepared.get().statusReason()));
    }
  }

  private Optional<DescribeChangeSetResponse> changeSet(StackName stack) {
    try {
      return Optional.of(
          call(
              "describe the import into stack " + stack,
              () ->
                  client(stack)
                      .describeChangeSet(it -> it.stackName(stack.name()).changeSetName(IMPORT))));
    } catch (ChangeSetNotFoundException e) {
      return Optional.empty();
    } catch (CloudFormationException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void prepare(Deployment wanted, Map<String, Map<String, String>> resources) {
    String template = ImportTemplate.of(String.valueOf(wanted.template()), resources.keySet());
    List<ResourceToImport> imports =
        resources.entrySet().stream()
            .map(
                it ->
                    ResourceToImport.builder()
                        .logicalResourceId(it.getKey())
                        .resourceType(ImportTemplate.type(template, it.getKey()))
                        .resourceIdentifier(it.getValue())
                        .build())
            .toList();
    call(
        "prepare an import into stack " + wanted.stack(),
        () ->
            client(wanted.stack())
                .createChangeSet(
                    it ->
                        it.stackName(wanted.stack().name())
                            .changeSetName(IMPORT)
                            .changeSetType(ChangeSetType.IMPORT)
                            .templateBody(template)
                            .parameters(parameters(wanted.parameters()))
                            .resourcesToImport(imports)
                            .capabilities(CAPABILITIES)
                            .roleARN(role)));
  }

  @Override
  public void delete(StackName stack) {
    call(
        "delete stack " + stack,
        () -> client(stack).deleteStack(it -> it.stackName(stack.name()).roleARN(role)));
  }

  @Override
  public void turnBack(StackName stack) {
    call(
        "turn back stack " + stack,
        () -> client(stack).continueUpdateRollback(it -> it.stackName(stack.name()).roleARN(role)));
  }

  @Override
  public List<String> reasons(StackName stack) {
    List<StackEvent> events;
    try {
      events = failures(stack);
    } catch (CloudFormationException e) {
      if (isMissing(e)) {
        return List.of();
      }
      throw e;
    }
    Collections.reverse(events);
    return events.stream()
        .map(
            it ->
                "%s (%s): %s"
                    .formatted(
                        it.logicalResourceId(), it.resourceType(), it.resourceStatusReason()))
        .toList();
  }

  private List<StackEvent> failures(StackName stack) {
    return new ArrayList<>(
        client(stack)
            .describeStackEventsPaginator(it -> it.stackName(stack.name()))
            .stackEvents()
            .stream()
            .takeWhile(it -> !begins(it))
            .filter(it -> String.valueOf(it.resourceStatus()).endsWith("_FAILED"))
            .filter(it -> it.resourceStatusReason() != null)
            .filter(it -> CONSEQUENCES.stream().noneMatch(it.resourceStatusReason()::startsWith))
            .toList());
  }

  /** Events are told newest first: what came before the last operation is of earlier ones. */
  private static boolean begins(StackEvent it) {
    boolean ofStack = it.stackId() != null && it.stackId().equals(it.physicalResourceId());
    return ofStack
        && (it.resourceStatus() == ResourceStatus.CREATE_IN_PROGRESS
            || it.resourceStatus() == ResourceStatus.UPDATE_IN_PROGRESS
            || it.resourceStatus() == ResourceStatus.DELETE_IN_PROGRESS
            || it.resourceStatus() == ResourceStatus.IMPORT_IN_PROGRESS);
  }

  private CloudFormationClient client(StackName stack) {
    return clients.cloudFormation(stack.region());
  }

  private static List<Parameter> parameters(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> Parameter.builder().parameterKey(it.getKey()).parameterValue(it.getValue()))
        .map(it -> it.build())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Tag> tags(Deployment wanted) {
    Stream<Map.Entry<String, String>> all = wanted.tags().entrySet().stream();
    return all.map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build()).toList();
  }

  private static boolean isMissing(CloudFormationException e) {
    return says(e, "does not exist");
  }

  private static boolean says(CloudFormationException e, String words) {
    return String.valueOf(e.getMessage()).contains(words);
  }

  private static <T> T call(String what, java.util.function.Supplier<T> call) {
    return AwsErrors.call(what, call);
  }
}

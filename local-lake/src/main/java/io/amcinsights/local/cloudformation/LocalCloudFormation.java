package io.amcinsights.local.cloudformation;

import io.amcinsights.local.cloudformation.Operations.Kind;
import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.s3.Buckets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.paginators.DescribeStackEventsIterable;

/**
 * CloudFormation in this process: calls begin something and return, statuses go on by themselves,
 * and errors are in AWS's own words.
 */
public final class LocalCloudFormation implements CloudFormationClient {

  private static final int BAD_REQUEST = 400;

  private final StackBook book;
  private final Deployer deployer;
  private final Buckets buckets;
  private final Operations operations;
  private final Faults faults = new Faults();

  /**
   * Opens it.
   *
   * @param folder of the lake
   */
  public LocalCloudFormation(Path folder, Deployer deployer, Buckets buckets) {
    this.book = new StackBook(folder.resolve("cloudformation.json"));
    this.deployer = deployer;
    this.buckets = buckets;
    this.operations = new Operations(book, deployer, folder.resolve("cloudformation"), faults);
  }

  /** Goes on with what a kill cut off; once everything is deployed. */
  public void resume() {
    operations.resume();
  }

  /** Operations that are to fail, for tests. */
  public Faults faults() {
    return faults;
  }

  /** Tags of the stack that has a bucket of this name; empty when there is none. */
  public Map<String, String> tagsOfBucket(String bucket) {
    return book.tagsOfBucket(bucket);
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    String name = name(request.stackName());
    Stack stack =
        book.find(name)
            .map(this::described)
            .or(() -> ofAssembly(name))
            .orElseThrow(() -> missing(name));
    return DescribeStacksResponse.builder().stacks(stack).build();
  }

  private Stack described(StackRecord it) {
    boolean made = !it.status().startsWith("REVIEW") && !it.status().startsWith("ROLLBACK");
    return stack(
        it.name(),
        it.status(),
        it.parameters(),
        it.tags(),
        made && deployer.has(it.name()) ? deployer.outputs(it.name()) : Map.of());
  }

  private Optional<Stack> ofAssembly(String name) {
    if (!deployer.has(name)) {
      return Optional.empty();
    }
    return Optional.of(
        stack(
            name, "CREATE_COMPLETE", deployer.parameters(name), Map.of(), deployer.outputs(name)));
  }

  private static Stack stack(
      String name,
      String status,
      Map<String, String> parameters,
      Map<String, String> tags,
      Map<String, String> outputs) {
    return Stack.builder()
        .stackName(name)
        .stackId(id(name))
        .stackStatus(status)
        .parameters(
            parameters.entrySet().stream()
                .map(
                    it ->
                        Parameter.builder()
                            .parameterKey(it.getKey())
                            .parameterValue(it.getValue())
                            .build())
                .toList())
        .tags(
            tags.entrySet().stream()
                .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                .toList())
        .outputs(
            outputs.entrySet().stream()
                .map(
                    it ->
                        Output.builder().outputKey(it.getKey()).outputValue(it.getValue()).build())
                .toList())
        .build();
  }

  @Override
  public synchronized CreateStackResponse createStack(CreateStackRequest request) {
    String name = request.stackName();
    if (book.find(name).isPresent() || deployer.has(name)) {
      throw failure(
          AlreadyExistsException.builder(),
          "AlreadyExistsException",
          "Stack [%s] already exists".formatted(name));
    }
    operations.begin(
        Kind.CREATE,
        new StackRecord(
            name,
            "CREATE_IN_PROGRESS",
            request.templateBody(),
            values(request.parameters(), Map.of()),
            tags(request.tags()),
            List.of(),
            null));
    return CreateStackResponse.builder().stackId(id(name)).build();
  }

  @Override
  public synchronized UpdateStackResponse updateStack(UpdateStackRequest request) {
    String name = request.stackName();
    StackRecord stack = book.find(name).or(() -> adopted(name)).orElseThrow(() -> missing(name));
    if (stack.isBusy()) {
      throw invalid(
          "Stack:%s is in %s state and can not be updated.".formatted(id(name), stack.status()));
    }
    String template =
        Boolean.TRUE.equals(request.usePreviousTemplate())
            ? deployer.templateText(name).orElse(stack.template())
            : request.templateBody();
    Map<String, String> parameters = values(request.parameters(), stack.parameters());
    Map<String, String> tags = request.hasTags() ? tags(request.tags()) : stack.tags();
    if (template.equals(stack.template())
        && parameters.equals(stack.parameters())
        && tags.equals(stack.tags())) {
      throw invalid("No updates are to be performed.");
    }
    operations.begin(Kind.UPDATE, stack.changing(template, parameters, tags));
    return UpdateStackResponse.builder().stackId(id(name)).build();
  }

  /** A stack of the assembly: from now on it is remembered with its own parameters. */
  private Optional<StackRecord> adopted(String name) {
    return deployer.has(name)
        ? Optional.of(
            new StackRecord(
                name,
                "CREATE_COMPLETE",
                deployer.templateText(name).orElseThrow(() -> missing(name)),
                deployer.parameters(name),
                Map.of(),
                List.of(),
                null))
        : Optional.empty();
  }

  @Override
  public synchronized DeleteStackResponse deleteStack(DeleteStackRequest request) {
    book.find(name(request.stackName()))
        .ifPresent(
            it -> {
              if (it.isBusy()) {
                throw invalid("Stack %s is in %s".formatted(it.name(), it.status()));
              }
              operations.begin(Kind.DELETE, it);
            });
    return DeleteStackResponse.builder().build();
  }

  @Override
  public synchronized ContinueUpdateRollbackResponse continueUpdateRollback(
      ContinueUpdateRollbackRequest request) {
    String name = name(request.stackName());
    StackRecord stack = book.find(name).orElseThrow(() -> missing(name));
    book.put(stack.in("UPDATE_ROLLBACK_COMPLETE", null));
    return ContinueUpdateRollbackResponse.builder().build();
  }

  @Override
  public synchronized CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
    String name = request.stackName();
    StackRecord prepared =
        new StackRecord(
            name,
            "REVIEW_IN_PROGRESS",
            request.templateBody(),
            values(request.parameters(), Map.of()),
            tags(request.tags()),
            List.of(),
            null);
    String problem = problem(request.resourcesToImport());
    book.put(
        problem == null
            ? prepared
            : prepared.with(new StackRecord.Event("ChangeSet", "ChangeSet", "FAILED", problem)));
    return CreateChangeSetResponse.builder().id(request.changeSetName()).stackId(id(name)).build();
  }

  private @Nullable String problem(List<ResourceToImport> imports) {
    for (ResourceToImport it : imports) {
      String bucket = it.resourceIdentifier().get("BucketName");
      if (bucket != null && buckets.all().stream().noneMatch(one -> one.name().equals(bucket))) {
        return "Resource %s with identifier %s was not found"
            .formatted(it.logicalResourceId(), it.resourceIdentifier());
      }
    }
    return null;
  }

  @Override
  public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
    StackRecord stack =
        book.find(name(request.stackName()))
            .filter(it -> it.status().equals("REVIEW_IN_PROGRESS"))
            .orElseThrow(
                () ->
                    failure(
                        ChangeSetNotFoundException.builder(),
                        "ChangeSetNotFound",
                        "ChangeSet [%s] does not exist".formatted(request.changeSetName())));
    Optional<StackRecord.Event> failed = stack.events().stream().findFirst();
    return DescribeChangeSetResponse.builder()
        .status(failed.isPresent() ? ChangeSetStatus.FAILED : ChangeSetStatus.CREATE_COMPLETE)
        .statusReason(failed.map(StackRecord.Event::reason).orElse(null))
        .build();
  }

  @Override
  public synchronized ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
    String name = name(request.stackName());
    operations.begin(Kind.IMPORT, book.find(name).orElseThrow(() -> missing(name)));
    return ExecuteChangeSetResponse.builder().build();
  }

  @Override
  public DescribeStackEventsIterable describeStackEventsPaginator(
      DescribeStackEventsRequest request) {
    return new DescribeStackEventsIterable(this, request);
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    String name = name(request.stackName());
    List<StackEvent> events = new ArrayList<>();
    for (StackRecord.Event it : book.find(name).orElseThrow(() -> missing(name)).events()) {
      events.add(
          StackEvent.builder()
              .stackId(id(name))
              .stackName(name)
              .logicalResourceId(it.resource())
              .physicalResourceId(it.resource().equals(name) ? id(name) : it.resource())
              .resourceType(it.type())
              .resourceStatus(it.status())
              .resourceStatusReason(it.reason())
              .build());
    }
    Collections.reverse(events);
    return DescribeStackEventsResponse.builder().stackEvents(events).build();
  }

  private static Map<String, String> values(
      List<Parameter> parameters, Map<String, String> previous) {
    var values = new HashMap<String, String>();
    for (Parameter it : parameters) {
      String value =
          Boolean.TRUE.equals(it.usePreviousValue())
              ? previous.get(it.parameterKey())
              : it.parameterValue();
      values.put(it.parameterKey(), value == null ? "" : value);
    }
    return values;
  }

  private static Map<String, String> tags(List<Tag> tags) {
    var values = new HashMap<String, String>();
    tags.forEach(it -> values.put(it.key(), it.value()));
    return values;
  }

  private static String id(String name) {
    return "arn:aws:cloudformation:local:stack/" + name + "/local";
  }

  private static String name(String nameOrId) {
    return nameOrId.startsWith("arn:") ? nameOrId.split("/", -1)[1] : nameOrId;
  }

  private static CloudFormationException missing(String name) {
    return invalid("Stack with id %s does not exist".formatted(name));
  }

  private static CloudFormationException invalid(String message) {
    return failure(CloudFormationException.builder(), "ValidationError", message);
  }

  private static CloudFormationException failure(
      CloudFormationException.Builder builder, String code, String message) {
    return (CloudFormationException)
        builder
            .message(message)
            .statusCode(BAD_REQUEST)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("CloudFormation")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build();
  }

  @Override
  public String serviceName() {
    return CloudFormationClient.SERVICE_NAME;
  }

  @Override
  public void close() {
    operations.close();
  }
}

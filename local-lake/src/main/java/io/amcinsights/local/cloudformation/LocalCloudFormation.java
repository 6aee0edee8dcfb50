package io.amcinsights.local.cloudformation;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.deploy.Place;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
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
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;

/**
 * CloudFormation of the local lake: every answer is given at once, the work is done afterwards.
 *
 * <p>Stacks live in the folder of the lake. What a kill cut off goes on when it is opened again.
 */
public final class LocalCloudFormation implements CloudFormationClient {

  static final String BY_USER = "User Initiated";

  private final Deployer deployer;
  private final StackBook book;
  private final Faults faults;
  private final Clock clock = Clock.systemUTC();
  private final Operations operations;
  private final PlacedStacks stacks;
  private final ChangeSets changeSets;

  private LocalCloudFormation(
      Place place, Deployer deployer, StackBook book, Faults faults, Operations operations) {
    this.deployer = deployer;
    this.book = book;
    this.faults = faults;
    this.operations = operations;
    this.stacks = new PlacedStacks(place, deployer, book);
    this.changeSets = new ChangeSets(stacks, book, operations, clock);
  }

  /**
   * Deploys an assembly with the stacks that were made since, and goes on where the last process
   * ended.
   *
   * @param folder where the stacks are kept
   */
  public static LocalCloudFormation open(Path folder, Deployer deployer, Path assembly) {
    StackBook book = new StackBook(folder);
    Set<String> working =
        book.all().stream()
            .filter(StackRecord::atWork)
            .map(StackRecord::key)
            .collect(Collectors.toSet());
    deployer.deploy(assembly, working::contains);
    Faults faults = new Faults();
    Operations operations = new Operations(book, deployer, faults, Clock.systemUTC());
    LocalCloudFormation opened =
        new LocalCloudFormation(deployer.services().home(), deployer, book, faults, operations);
    book.all().forEach(opened::goOn);
    return opened;
  }

  /** The one of another account or region: stacks there are others, also of the same name. */
  public LocalCloudFormation at(Place other) {
    return new LocalCloudFormation(other, deployer, book, faults, operations);
  }

  private void goOn(StackRecord stack) {
    if (stack.atWork()) {
      operations.begin(stack.key());
    }
    stack.changeSets().keySet().forEach(it -> operations.prepare(stack.key(), it));
    if (Statuses.isFirm(stack.status())) {
      // The assembly may have another template by now.
      deployer
          .deployed(stack.key())
          .ifPresent(
              it ->
                  book.change(
                      stack.key(),
                      before -> stack.wanting(PlacedStacks.settings(it), null, stack.token())));
    }
  }

  /** How many stacks it works on, wherever they are. */
  public int atWork() {
    return (int) book.all().stream().filter(StackRecord::atWork).count();
  }

  /**
   * Lets one resource fail in the next operation of a kind.
   *
   * @param operation {@code create}, {@code update}, {@code delete}, {@code import}, or {@code
   *     rollback} for what follows a failure
   */
  public void fail(String stackName, String operation, String logicalId, String reason) {
    if (!Set.of("create", "update", "delete", "import", "rollback").contains(operation)) {
      throw new InvalidInputException("Nothing that stacks do is called '%s'", operation);
    }
    faults.add(stacks.key(stackName), operation, new Faults.Fault(logicalId, reason));
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    List<StackRecord> found =
        request.stackName() == null ? stacks.all() : List.of(stacks.seen(request.stackName()));
    return DescribeStacksResponse.builder()
        .stacks(found.stream().map(it -> Descriptions.stack(it, stacks.outputs(it.key()))).toList())
        .build();
  }

  @Override
  public CreateStackResponse createStack(CreateStackRequest request) {
    if (request.onFailure() != null && request.onFailure() != OnFailure.ROLLBACK) {
      throw Refusals.invalid(
          "OnFailure %s is not offered locally".formatted(request.onFailureAsString()));
    }
    String key = stacks.key(request.stackName());
    String token = Requests.text(request.clientRequestToken());
    Settings wanted =
        Requests.checked(
            key,
            new Settings(
                Requests.body(request.templateBody()),
                Requests.given(request.parameters(), Map.of()),
                Requests.tags(request.tags())));
    StackRecord now =
        book.change(
            key,
            before -> {
              StackRecord present = before == null ? stacks.look(key).orElse(null) : before;
              if (present != null && !token.isEmpty() && present.token().equals(token)) {
                return present;
              }
              if (present != null) {
                throw Refusals.exists("Stack [%s]".formatted(request.stackName()));
              }
              return StackRecord.of(key, stacks.id(key), Statuses.CREATING, wanted, clock.millis())
                  .wanting(wanted, null, token)
                  .become(Statuses.CREATING, BY_USER, clock.millis());
            });
    operations.begin(key);
    return CreateStackResponse.builder().stackId(now.id()).build();
  }

  @Override
  public UpdateStackResponse updateStack(UpdateStackRequest request) {
    String key = stacks.key(request.stackName());
    String token = Requests.text(request.clientRequestToken());
    StackRecord now =
        book.change(
            key,
            before -> {
              StackRecord present = before == null ? stacks.look(key).orElse(null) : before;
              if (present == null) {
                throw Refusals.invalid("Stack [%s] does not exist".formatted(request.stackName()));
              }
              if (!token.isEmpty() && present.token().equals(token)) {
                return present;
              }
              return updated(present, request, token);
            });
    operations.begin(key);
    return UpdateStackResponse.builder().stackId(now.id()).build();
  }

  private StackRecord updated(StackRecord present, UpdateStackRequest request, String token) {
    if (!Statuses.isFirm(present.status())) {
      throw Refusals.invalid(
          "Stack:%s is in %s state and can not be updated."
              .formatted(present.id(), present.status()));
    }
    Settings last = present.settings();
    Settings wanted =
        Requests.checked(
            present.key(),
            new Settings(
                Boolean.TRUE.equals(request.usePreviousTemplate())
                    ? last.template()
                    : Requests.body(request.templateBody()),
                Requests.given(request.parameters(), last.parameters()),
                request.hasTags() ? Requests.tags(request.tags()) : last.tags()));
    if (Templates.same(wanted, last)) {
      throw Refusals.invalid("No updates are to be performed.");
    }
    return present.wanting(wanted, last, token).become(Statuses.UPDATING, BY_USER, clock.millis());
  }

  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    String key = stacks.key(request.stackName());
    if (stacks.look(key).isPresent()) {
      book.change(key, before -> leaving(before == null ? stacks.present(key) : before));
      operations.begin(key);
    }
    return DeleteStackResponse.builder().build();
  }

  private StackRecord leaving(StackRecord present) {
    if (present.status().equals(Statuses.DELETING)) {
      return present;
    }
    if (present.atWork() && !present.status().equals(Statuses.CREATING)) {
      throw Refusals.invalid(
          "Stack [%s] cannot be deleted while in status %s"
              .formatted(present.title(), present.status()));
    }
    return present.become(Statuses.DELETING, BY_USER, clock.millis());
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    StackRecord stack =
        stacks
            .look(stacks.key(request.stackName()))
            .or(() -> book.deleted(request.stackName()))
            .orElseThrow(
                () -> Refusals.invalid("Stack [%s] does not exist".formatted(request.stackName())));
    return DescribeStackEventsResponse.builder().stackEvents(Descriptions.events(stack)).build();
  }

  @Override
  public ContinueUpdateRollbackResponse continueUpdateRollback(
      ContinueUpdateRollbackRequest request) {
    String key = stacks.key(request.stackName());
    book.change(
        key,
        before -> {
          StackRecord present = before == null ? stacks.present(key) : before;
          if (!present.status().equals(Statuses.STUCK_UPDATE)) {
            throw Refusals.invalid(
                "Stack:%s is in %s state and can not continue rollback."
                    .formatted(present.id(), present.status()));
          }
          return present.become(Statuses.UNDOING_UPDATE, BY_USER, clock.millis());
        });
    operations.begin(key);
    return ContinueUpdateRollbackResponse.builder().build();
  }

  @Override
  public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
    return changeSets.create(request);
  }

  @Override
  public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
    return changeSets.describe(request);
  }

  @Override
  public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
    return changeSets.execute(request);
  }

  @Override
  public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
    return changeSets.delete(request);
  }

  @Override
  public String serviceName() {
    return CloudFormationClient.SERVICE_NAME;
  }

  /** Waits for what is at work right now. */
  @Override
  public void close() {
    operations.close();
  }
}

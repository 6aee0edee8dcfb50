package io.amcinsights.local.cloudformation;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.deploy.Deployed;
import io.amcinsights.local.deploy.Deployer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
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
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;

/**
 * CloudFormation of the local lake: every answer is given at once, the work is done afterwards.
 *
 * <p>Stacks live in the folder of the lake. What a kill cut off goes on when it is opened again.
 */
public final class LocalCloudFormation implements CloudFormationClient {

  private static final String BY_USER = "User Initiated";

  private final Deployer deployer;
  private final StackBook book;
  private final Faults faults = new Faults();
  private final Clock clock = Clock.systemUTC();
  private final Operations operations;

  private LocalCloudFormation(Deployer deployer, StackBook book) {
    this.deployer = deployer;
    this.book = book;
    this.operations = new Operations(book, deployer, faults, clock);
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
            .map(StackRecord::name)
            .collect(Collectors.toSet());
    deployer.deploy(assembly, working::contains);
    LocalCloudFormation opened = new LocalCloudFormation(deployer, book);
    book.all().forEach(opened::goOn);
    return opened;
  }

  /** How many stacks are being made, changed or removed. */
  public int atWork() {
    return (int) book.all().stream().filter(StackRecord::atWork).count();
  }

  private void goOn(StackRecord stack) {
    if (stack.atWork()) {
      operations.begin(stack.name());
    }
    stack.changeSets().keySet().forEach(it -> operations.prepare(stack.name(), it));
    if (Statuses.isFirm(stack.status())) {
      // The assembly may have another template by now.
      deployer
          .deployed(stack.name())
          .ifPresent(
              it ->
                  book.change(
                      stack.name(), before -> stack.wanting(settings(it), null, stack.token())));
    }
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
    faults.add(stackName, operation, new Faults.Fault(logicalId, reason));
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    List<StackRecord> found =
        request.stackName() == null
            ? names().map(this::look).flatMap(Optional::stream).toList()
            : List.of(seen(request.stackName()));
    return DescribeStacksResponse.builder()
        .stacks(found.stream().map(it -> Descriptions.stack(it, outputs(it.name()))).toList())
        .build();
  }

  private Stream<String> names() {
    return Stream.concat(book.all().stream().map(StackRecord::name), deployer.deployed().stream())
        .distinct()
        .sorted();
  }

  private Map<String, String> outputs(String stack) {
    return deployer.deployed(stack).map(Deployed::outputs).orElse(Map.of());
  }

  /** By its name or id, also one that was deleted. */
  private StackRecord seen(String nameOrId) {
    return look(name(nameOrId))
        .or(() -> book.deleted(nameOrId))
        .orElseThrow(() -> Refusals.invalid("Stack with id %s does not exist".formatted(nameOrId)));
  }

  /** Stacks that nobody has touched through here are as they were deployed. */
  private Optional<StackRecord> look(String name) {
    return book.find(name)
        .or(
            () ->
                deployer
                    .deployed(name)
                    .map(it -> StackRecord.of(name, id(name), "CREATE_COMPLETE", settings(it), 0)));
  }

  private static Settings settings(Deployed it) {
    return new Settings(it.template(), it.parameters(), it.tags());
  }

  private String id(String name) {
    return "arn:aws:cloudformation:%s:%s:stack/%s/local"
        .formatted(deployer.services().region(), deployer.services().account(), name);
  }

  private static String name(String nameOrId) {
    return nameOrId.startsWith("arn:") ? nameOrId.split("/", -1)[1] : nameOrId;
  }

  @Override
  public CreateStackResponse createStack(CreateStackRequest request) {
    if (request.onFailure() != null && request.onFailure() != OnFailure.ROLLBACK) {
      throw Refusals.invalid(
          "OnFailure %s is not offered locally".formatted(request.onFailureAsString()));
    }
    String name = request.stackName();
    String token = Requests.text(request.clientRequestToken());
    Settings wanted =
        Requests.checked(
            name,
            new Settings(
                Requests.body(request.templateBody()),
                Requests.given(request.parameters(), Map.of()),
                Requests.tags(request.tags())));
    StackRecord now =
        book.change(
            name,
            before -> {
              StackRecord present = before == null ? look(name).orElse(null) : before;
              if (present != null && !token.isEmpty() && present.token().equals(token)) {
                return present;
              }
              if (present != null) {
                throw Refusals.exists("Stack [%s]".formatted(name));
              }
              return StackRecord.of(name, id(name), Statuses.CREATING, wanted, clock.millis())
                  .wanting(wanted, null, token)
                  .become(Statuses.CREATING, BY_USER, clock.millis());
            });
    operations.begin(name);
    return CreateStackResponse.builder().stackId(now.id()).build();
  }

  @Override
  public UpdateStackResponse updateStack(UpdateStackRequest request) {
    String name = name(request.stackName());
    String token = Requests.text(request.clientRequestToken());
    StackRecord now =
        book.change(
            name,
            before -> {
              StackRecord present = before == null ? look(name).orElse(null) : before;
              if (present == null) {
                throw Refusals.invalid("Stack [%s] does not exist".formatted(name));
              }
              if (!token.isEmpty() && present.token().equals(token)) {
                return present;
              }
              return updated(present, request, token);
            });
    operations.begin(name);
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
            present.name(),
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
    String name = name(request.stackName());
    if (look(name).isPresent()) {
      book.change(name, before -> leaving(before == null ? seen(name) : before));
      operations.begin(name);
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
              .formatted(present.name(), present.status()));
    }
    return present.become(Statuses.DELETING, BY_USER, clock.millis());
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    StackRecord stack =
        look(name(request.stackName()))
            .or(() -> book.deleted(request.stackName()))
            .orElseThrow(
                () -> Refusals.invalid("Stack [%s] does not exist".formatted(request.stackName())));
    return DescribeStackEventsResponse.builder().stackEvents(Descriptions.events(stack)).build();
  }

  @Override
  public ContinueUpdateRollbackResponse continueUpdateRollback(
      ContinueUpdateRollbackRequest request) {
    String name = name(request.stackName());
    book.change(
        name,
        before -> {
          StackRecord present = before == null ? seen(name) : before;
          if (!present.status().equals(Statuses.STUCK_UPDATE)) {
            throw Refusals.invalid(
                "Stack:%s is in %s state and can not continue rollback."
                    .formatted(present.id(), present.status()));
          }
          return present.become(Statuses.UNDOING_UPDATE, BY_USER, clock.millis());
        });
    operations.begin(name);
    return ContinueUpdateRollbackResponse.builder().build();
  }

  @Override
  public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
    if (request.changeSetType() != ChangeSetType.IMPORT) {
      throw Refusals.invalid("Only change sets of type IMPORT are offered locally");
    }
    String name = name(request.stackName());
    ChangeSet asked = changeSet(name, request);
    StackRecord now =
        book.change(
            name,
            before -> {
              StackRecord present = before == null ? look(name).orElse(null) : before;
              return prepared(name, present, asked).with(request.changeSetName(), asked);
            });
    operations.prepare(name, request.changeSetName());
    return CreateChangeSetResponse.builder()
        .id(Descriptions.changeSetId(now, request.changeSetName()))
        .stackId(now.id())
        .build();
  }

  private ChangeSet changeSet(String name, CreateChangeSetRequest request) {
    Optional<Settings> last = look(name).map(StackRecord::settings);
    boolean previous = Boolean.TRUE.equals(request.usePreviousTemplate());
    Settings wanted =
        Requests.checked(
            name,
            new Settings(
                previous && last.isPresent()
                    ? last.get().template()
                    : Requests.body(request.templateBody()),
                Requests.given(
                    request.parameters(), last.map(Settings::parameters).orElse(Map.of())),
                request.hasTags()
                    ? Requests.tags(request.tags())
                    : last.map(Settings::tags).orElse(Map.of())));
    Map<String, Map<String, String>> imports =
        request.resourcesToImport().stream()
            .collect(
                Collectors.toMap(
                    ResourceToImport::logicalResourceId, ResourceToImport::resourceIdentifier));
    return new ChangeSet(ChangeSet.PREPARING, "", wanted, imports);
  }

  private StackRecord prepared(String name, @Nullable StackRecord present, ChangeSet asked) {
    if (present == null) {
      return StackRecord.of(name, id(name), Statuses.REVIEW, asked.settings(), clock.millis())
          .become(Statuses.REVIEW, BY_USER, clock.millis());
    }
    if (!Statuses.isFirm(present.status()) && !present.status().equals(Statuses.REVIEW)) {
      throw Refusals.invalid(
          "Stack:%s is in %s state and can not be updated."
              .formatted(present.id(), present.status()));
    }
    return present;
  }

  @Override
  public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
    StackRecord stack = seen(request.stackName());
    return Descriptions.changeSet(
        stack, request.changeSetName(), found(stack, request.changeSetName()));
  }

  private static ChangeSet found(StackRecord stack, String name) {
    ChangeSet found = stack.changeSets().get(name);
    if (found == null) {
      throw Refusals.noChangeSet(name);
    }
    return found;
  }

  @Override
  public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
    String name = name(request.stackName());
    book.change(
        name,
        before -> {
          StackRecord present = before == null ? seen(name) : before;
          ChangeSet ready = found(present, request.changeSetName());
          if (!ready.status().equals(ChangeSet.READY)) {
            throw Refusals.changeSetStatus(request.changeSetName(), ready.status());
          }
          Settings former = present.status().equals(Statuses.REVIEW) ? null : present.settings();
          return present
              .wanting(ready.settings(), former, Requests.text(request.clientRequestToken()))
              .importing(ready.imports())
              .become(Statuses.IMPORTING, BY_USER, clock.millis());
        });
    operations.begin(name);
    return ExecuteChangeSetResponse.builder().build();
  }

  @Override
  public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
    StackRecord stack = seen(request.stackName());
    if (stack.changeSets().containsKey(request.changeSetName())) {
      book.changeIf(
          stack.name(), stack.status(), it -> it.with(request.changeSetName(), (ChangeSet) null));
    }
    return DeleteChangeSetResponse.builder().build();
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

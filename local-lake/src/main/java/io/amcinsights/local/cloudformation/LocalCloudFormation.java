package io.amcinsights.local.cloudformation;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.deploy.Deployed;
import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.deploy.Place;
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
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
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

  private final Place place;
  private final Deployer deployer;
  private final StackBook book;
  private final Faults faults;
  private final Clock clock = Clock.systemUTC();
  private final Operations operations;

  private LocalCloudFormation(
      Place place, Deployer deployer, StackBook book, Faults faults, Operations operations) {
    this.place = place;
    this.deployer = deployer;
    this.book = book;
    this.faults = faults;
    this.operations = operations;
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
                      stack.key(), before -> stack.wanting(settings(it), null, stack.token())));
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
    faults.add(key(stackName), operation, new Faults.Fault(logicalId, reason));
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    List<StackRecord> found =
        request.stackName() == null
            ? keys().map(this::look).flatMap(Optional::stream).toList()
            : List.of(seen(request.stackName()));
    return DescribeStacksResponse.builder()
        .stacks(found.stream().map(it -> Descriptions.stack(it, outputs(it.key()))).toList())
        .build();
  }

  private Stream<String> keys() {
    return Stream.concat(book.all().stream().map(StackRecord::key), deployer.deployed().stream())
        .distinct()
        .filter(it -> deployer.place(it).equals(place))
        .sorted();
  }

  private Map<String, String> outputs(String stack) {
    return deployer.deployed(stack).map(Deployed::outputs).orElse(Map.of());
  }

  /** By its name or id, also one that was deleted. */
  private StackRecord seen(String nameOrId) {
    return look(key(nameOrId))
        .or(() -> book.deleted(nameOrId))
        .orElseThrow(() -> missing(nameOrId));
  }

  private StackRecord present(String key) {
    return look(key).orElseThrow(() -> missing(deployer.name(key)));
  }

  private static CloudFormationException missing(String nameOrId) {
    return Refusals.invalid("Stack with id %s does not exist".formatted(nameOrId));
  }

  /** Stacks that nobody has touched through here are as they were deployed. */
  private Optional<StackRecord> look(String key) {
    return book.find(key)
        .or(
            () ->
                deployer
                    .deployed(key)
                    .map(it -> StackRecord.of(key, id(key), "CREATE_COMPLETE", settings(it), 0)));
  }

  private static Settings settings(Deployed it) {
    return new Settings(it.template(), it.parameters(), it.tags());
  }

  private String id(String key) {
    return place.arn("cloudformation", "stack/" + deployer.name(key) + "/local");
  }

  private String key(String nameOrId) {
    String name = nameOrId.startsWith("arn:") ? nameOrId.split("/", -1)[1] : nameOrId;
    return deployer.key(place, name);
  }

  @Override
  public CreateStackResponse createStack(CreateStackRequest request) {
    if (request.onFailure() != null && request.onFailure() != OnFailure.ROLLBACK) {
      throw Refusals.invalid(
          "OnFailure %s is not offered locally".formatted(request.onFailureAsString()));
    }
    String key = key(request.stackName());
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
              StackRecord present = before == null ? look(key).orElse(null) : before;
              if (present != null && !token.isEmpty() && present.token().equals(token)) {
                return present;
              }
              if (present != null) {
                throw Refusals.exists("Stack [%s]".formatted(request.stackName()));
              }
              return StackRecord.of(key, id(key), Statuses.CREATING, wanted, clock.millis())
                  .wanting(wanted, null, token)
                  .become(Statuses.CREATING, BY_USER, clock.millis());
            });
    operations.begin(key);
    return CreateStackResponse.builder().stackId(now.id()).build();
  }

  @Override
  public UpdateStackResponse updateStack(UpdateStackRequest request) {
    String key = key(request.stackName());
    String token = Requests.text(request.clientRequestToken());
    StackRecord now =
        book.change(
            key,
            before -> {
              StackRecord present = before == null ? look(key).orElse(null) : before;
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
    String key = key(request.stackName());
    if (look(key).isPresent()) {
      book.change(key, before -> leaving(before == null ? present(key) : before));
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
              .formatted(present.key(), present.status()));
    }
    return present.become(Statuses.DELETING, BY_USER, clock.millis());
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    StackRecord stack =
        look(key(request.stackName()))
            .or(() -> book.deleted(request.stackName()))
            .orElseThrow(
                () -> Refusals.invalid("Stack [%s] does not exist".formatted(request.stackName())));
    return DescribeStackEventsResponse.builder().stackEvents(Descriptions.events(stack)).build();
  }

  @Override
  public ContinueUpdateRollbackResponse continueUpdateRollback(
      ContinueUpdateRollbackRequest request) {
    String key = key(request.stackName());
    book.change(
        key,
        before -> {
          StackRecord present = before == null ? present(key) : before;
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
    if (request.changeSetType() != ChangeSetType.IMPORT) {
      throw Refusals.invalid("Only change sets of type IMPORT are offered locally");
    }
    String key = key(request.stackName());
    ChangeSet asked = changeSet(key, request);
    StackRecord now =
        book.change(
            key,
            before -> {
              StackRecord present = before == null ? look(key).orElse(null) : before;
              return prepared(key, present, asked).with(request.changeSetName(), asked);
            });
    operations.prepare(key, request.changeSetName());
    return CreateChangeSetResponse.builder()
        .id(Descriptions.changeSetId(now, request.changeSetName()))
        .stackId(now.id())
        .build();
  }

  private ChangeSet changeSet(String key, CreateChangeSetRequest request) {
    Optional<Settings> last = look(key).map(StackRecord::settings);
    boolean previous = Boolean.TRUE.equals(request.usePreviousTemplate());
    Settings wanted =
        Requests.checked(
            key,
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

  private StackRecord prepared(String key, @Nullable StackRecord present, ChangeSet asked) {
    if (present == null) {
      return StackRecord.of(key, id(key), Statuses.REVIEW, asked.settings(), clock.millis())
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
    String key = key(request.stackName());
    book.change(
        key,
        before -> {
          StackRecord present = before == null ? present(key) : before;
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
    operations.begin(key);
    return ExecuteChangeSetResponse.builder().build();
  }

  @Override
  public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
    StackRecord stack = seen(request.stackName());
    if (stack.changeSets().containsKey(request.changeSetName())) {
      book.changeIf(
          stack.key(), stack.status(), it -> it.with(request.changeSetName(), (ChangeSet) null));
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

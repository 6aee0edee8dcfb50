package io.amcinsights.local.cloudformation;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;

/** Change sets of the stacks of one place: only what takes in resources that are there. */
final class ChangeSets {

  private final PlacedStacks stacks;
  private final StackBook book;
  private final Operations operations;
  private final Clock clock;

  ChangeSets(PlacedStacks stacks, StackBook book, Operations operations, Clock clock) {
    this.stacks = stacks;
    this.book = book;
    this.operations = operations;
    this.clock = clock;
  }

  CreateChangeSetResponse create(CreateChangeSetRequest request) {
    if (request.changeSetType() != ChangeSetType.IMPORT) {
      throw Refusals.invalid("Only change sets of type IMPORT are offered locally");
    }
    String key = stacks.key(request.stackName());
    ChangeSet asked = changeSet(key, request);
    StackRecord now =
        book.change(
            key,
            before -> {
              StackRecord present = before == null ? stacks.look(key).orElse(null) : before;
              return prepared(key, present, asked).with(request.changeSetName(), asked);
            });
    operations.prepare(key, request.changeSetName());
    return CreateChangeSetResponse.builder()
        .id(Descriptions.changeSetId(now, request.changeSetName()))
        .stackId(now.id())
        .build();
  }

  private ChangeSet changeSet(String key, CreateChangeSetRequest request) {
    Optional<Settings> last = stacks.look(key).map(StackRecord::settings);
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
      return StackRecord.of(key, stacks.id(key), Statuses.REVIEW, asked.settings(), clock.millis())
          .become(Statuses.REVIEW, LocalCloudFormation.BY_USER, clock.millis());
    }
    if (!Statuses.isFirm(present.status()) && !present.status().equals(Statuses.REVIEW)) {
      throw Refusals.invalid(
          "Stack:%s is in %s state and can not be updated."
              .formatted(present.id(), present.status()));
    }
    return present;
  }

  DescribeChangeSetResponse describe(DescribeChangeSetRequest request) {
    StackRecord stack = stacks.seen(request.stackName());
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

  ExecuteChangeSetResponse execute(ExecuteChangeSetRequest request) {
    String key = stacks.key(request.stackName());
    book.change(
        key,
        before -> {
          StackRecord present = before == null ? stacks.present(key) : before;
          ChangeSet ready = found(present, request.changeSetName());
          if (!ready.status().equals(ChangeSet.READY)) {
            throw Refusals.changeSetStatus(request.changeSetName(), ready.status());
          }
          Settings former = present.status().equals(Statuses.REVIEW) ? null : present.settings();
          return present
              .wanting(ready.settings(), former, Requests.text(request.clientRequestToken()))
              .importing(ready.imports())
              .become(Statuses.IMPORTING, LocalCloudFormation.BY_USER, clock.millis());
        });
    operations.begin(key);
    return ExecuteChangeSetResponse.builder().build();
  }

  DeleteChangeSetResponse delete(DeleteChangeSetRequest request) {
    StackRecord stack = stacks.seen(request.stackName());
    if (stack.changeSets().containsKey(request.changeSetName())) {
      book.changeIf(
          stack.key(), stack.status(), it -> it.with(request.changeSetName(), (ChangeSet) null));
    }
    return DeleteChangeSetResponse.builder().build();
  }
}

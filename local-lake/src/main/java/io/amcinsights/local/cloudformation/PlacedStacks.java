package io.amcinsights.local.cloudformation;

import io.amcinsights.local.deploy.Deployed;
import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.deploy.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** The stacks of one account and region, as they are found by name or id. */
final class PlacedStacks {

  private final Place place;
  private final Deployer deployer;
  private final StackBook book;

  PlacedStacks(Place place, Deployer deployer, StackBook book) {
    this.place = place;
    this.deployer = deployer;
    this.book = book;
  }

  List<StackRecord> all() {
    return Stream.concat(book.all().stream().map(StackRecord::key), deployer.deployed().stream())
        .distinct()
        .filter(it -> deployer.place(it).equals(place))
        .sorted()
        .map(this::look)
        .flatMap(it -> it.stream())
        .toList();
  }

  Map<String, String> outputs(String key) {
    return deployer.deployed(key).map(Deployed::outputs).orElse(Map.of());
  }

  /** By its name or id, also one that was deleted. */
  StackRecord seen(String nameOrId) {
    return look(key(nameOrId))
        .or(() -> book.deleted(nameOrId))
        .orElseThrow(() -> missing(nameOrId));
  }

  StackRecord present(String key) {
    return look(key).orElseThrow(() -> missing(deployer.name(key)));
  }

  private static CloudFormationException missing(String nameOrId) {
    return Refusals.invalid("Stack with id %s does not exist".formatted(nameOrId));
  }

  /** Stacks that nobody has touched through here are as they were deployed. */
  Optional<StackRecord> look(String key) {
    return book.find(key)
        .or(
            () ->
                deployer
                    .deployed(key)
                    .map(it -> StackRecord.of(key, id(key), "CREATE_COMPLETE", settings(it), 0)));
  }

  static Settings settings(Deployed it) {
    return new Settings(it.template(), it.parameters(), it.tags());
  }

  String id(String key) {
    return place.arn("cloudformation", "stack/" + deployer.name(key) + "/local");
  }

  String key(String nameOrId) {
    String name = nameOrId.startsWith("arn:") ? nameOrId.split("/", -1)[1] : nameOrId;
    return deployer.key(place, name);
  }
}

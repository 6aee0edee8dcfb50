package io.amcinsights.local.upgrade;

import io.amcinsights.core.error.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes a folder of an earlier version one of this version, before anything of the lake starts.
 *
 * <p>A version whose stored formats differ from those of the last one adds a migration to the end
 * of the list, and never changes one that was released. The version in the folder is raised after
 * each of them: a process killed at any point is followed by one that goes on.
 */
public final class Upgrade {

  private static final Logger LOG = LogManager.getLogger(Upgrade.class);

  private static final List<Migration> ALL =
      List.of(new StoredOctagon(1, "tenants get their reader roles anew"));

  private final FolderVersion version;
  private final List<Migration> due;

  private Upgrade(FolderVersion version, List<Migration> due) {
    this.version = version;
    this.due = due;
  }

  /**
   * Looks at a folder nobody else uses, and keeps a copy of what will be changed.
   *
   * @throws InvalidInputException when a later version has been here
   */
  public static Upgrade of(Path folder) {
    return of(folder, ALL);
  }

  static Upgrade of(Path folder, List<Migration> all) {
    var version = new FolderVersion(folder);
    int current = all.size() + FolderVersion.UNMARKED;
    if (version.isNew()) {
      version.write(current);
    }
    int found = version.read();
    if (found > current) {
      throw new InvalidInputException(
          "%s is a lake of a later version: what it stores is version %d, this one knows up to %d."
              + " Start it with that version, or another lake with --dir DIR",
          folder, found, current);
    }
    List<Migration> due = all.subList(found - FolderVersion.UNMARKED, all.size());
    if (!due.isEmpty()) {
      var backup = new Backup(folder, found);
      backup.keep(changes(due));
      LOG.info(
          "{} is upgraded from version {} to {}; what changes is kept in {}",
          folder,
          found,
          current,
          backup.path());
    }
    return new Upgrade(version, due);
  }

  private static Set<String> changes(List<Migration> due) {
    return due.stream().flatMap(it -> it.changes().stream()).collect(Collectors.toSet());
  }

  /** Does what is due, each step once. */
  public void apply(DynamoDbClient dynamoDb) {
    for (Migration migration : due) {
      LOG.info("Version {} to {}: {}", migration.from(), migration.from() + 1, migration.what());
      migration.apply(version.folder(), dynamoDb);
      version.write(migration.from() + 1);
    }
  }

  /** Marks the metadata of a lake that was deployed for the first time just now. */
  public void afterDeployment(DynamoDbClient dynamoDb) {
    StoredOctagon.bringUpToDate(version.folder(), dynamoDb);
  }
}

package io.amcinsights.core.lifecycle;

import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Brings what octagon holds to the formats of this release: by the local lake before it starts
 * anything, on AWS with the first registration of a deployment.
 *
 * <p>A release whose formats differ from those of the last one adds a migration to the end of the
 * list, and never changes one that was released.
 */
public final class Migrations {

  private static final Logger LOG = LogManager.getLogger(Migrations.class);

  /** The version of the formats this release reads and writes. */
  public static final int CURRENT = 2;

  private final Octagon octagon;
  private final List<Migration> migrations;

  public Migrations(Octagon octagon) {
    this(octagon, List.of(new ReadersUnderPath(octagon.tenants())));
  }

  Migrations(Octagon octagon, List<Migration> migrations) {
    this.octagon = octagon;
    this.migrations = List.copyOf(migrations);
  }

  /**
   * Does what is still to be done, each step once, and may be repeated.
   *
   * @throws InvalidInputException when a later release has been here: this one would not understand
   *     what that wrote
   */
  public void run() {
    int version = octagon.version();
    int current = migrations.size() + Octagon.UNMARKED;
    if (version > current) {
      throw new InvalidInputException(
          "Octagon holds formats of version %d and this release knows them up to %d; deploy the"
              + " release that wrote them, or a later one",
          version, current);
    }
    for (Migration migration : migrations.subList(version - Octagon.UNMARKED, migrations.size())) {
      LOG.info(
          "Octagon, version {} to {}: {}",
          migration.from(),
          migration.from() + 1,
          migration.what());
      migration.apply();
      octagon.reached(migration.from() + 1);
    }
  }
}

package io.amcinsights.core.table;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * The intent log of tables: makes one writer per table out of generations and a doorbell.
 *
 * <p>The starter rings, then starts the execution of the generation the ring returned. The
 * execution closes its generation only if the doorbell has not moved since it last looked. Table
 * names are {@code {database}.{table}}. Every write may be repeated; one to a table that was never
 * registered throws {@link io.amcinsights.core.error.InvalidInputException}.
 */
public interface TableRegistry {

  /** The generation of a table that was never loaded. */
  long FIRST_GENERATION = 1;

  /**
   * Registers the source of a table; the first caller wins.
   *
   * @return the record as stored; its source differs from the given one when the name is taken
   */
  TableRecord register(String name, String dataset, TableSource source);

  /**
   * Rings for a table that is registered.
   *
   * @return the record after the ring: its generation is the one to start
   */
  TableRecord ring(String name, DeliveryRef delivery);

  Optional<TableRecord> find(String name);

  /**
   * The record of a table that work is to be done on.
   *
   * @throws InvalidInputException when nobody registered it
   */
  default TableRecord registered(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Table %s is not registered; deliver a file of it again", name));
  }

  /**
   * Opens an intent for the generation.
   *
   * @return the open intent: the given one, or the one an earlier call of the same commit id
   *     opened; empty when the generation has moved on or another intent is open
   */
  Optional<Intent> open(String name, long generation, Intent intent);

  /** Clears the intent if it is this one. */
  void clear(String name, String commitId);

  /**
   * Ends a generation: the next ring starts the next one.
   *
   * @return whether the generation is past, by this call or an earlier one; false when the doorbell
   *     has moved, so there is more to do
   */
  boolean close(String name, long generation, long doorbell);

  /** Ends a generation whatever the doorbell says; for the sweeper and for failed executions. */
  void raise(String name, long generation);

  /** Marks the table as due for maintenance, which its writer does when nothing is to be loaded. */
  void wantMaintenance(String name);

  /** Takes the mark away: the maintenance is planned. */
  void maintenancePlanned(String name);

  /** Remembers how the table is governed. */
  void governed(String name, Governed governed);

  /** All tables in the order of their names. */
  List<TableRecord> all();
}

package io.amcinsights.stageb;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.maintain.MaintenanceReport;

/** Maintains a table under the protocol of a load without deliveries. */
@FunctionalInterface
interface Maintenance {

  /**
   * Maintains a table.
   *
   * @param manifest without entries
   */
  MaintenanceReport run(LoadManifest manifest, TableEngine.Run run);
}

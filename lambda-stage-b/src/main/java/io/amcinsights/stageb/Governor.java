package io.amcinsights.stageb;

import io.amcinsights.core.message.LoadManifest;
import java.util.Set;

/** Sees to it that a table rows came into may be read by those who may read it. */
interface Governor {

  /** Where IAM decides alone. */
  Governor NONE = (load, customers) -> {};

  /**
   * Governs the table of a load.
   *
   * @param customers whose rows the load brought
   * @throws io.amcinsights.core.error.UnavailableException when the table is not governed as it
   *     should be: the load is not finished then
   */
  void loaded(LoadManifest load, Set<String> customers);
}

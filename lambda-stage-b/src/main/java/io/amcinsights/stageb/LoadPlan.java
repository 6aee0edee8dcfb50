package io.amcinsights.stageb;

import io.amcinsights.core.catalog.ObjectId;

/** What PlanLoad decided. */
sealed interface LoadPlan {

  /**
   * Load what the manifest names.
   *
   * @param engine {@code lambda} or {@code glue}
   */
  record Load(String engine, ObjectId manifest, LoadId id) implements LoadPlan {}

  /** Nothing left: the generation is closed, or was by somebody else. */
  record Closed() implements LoadPlan {}
}

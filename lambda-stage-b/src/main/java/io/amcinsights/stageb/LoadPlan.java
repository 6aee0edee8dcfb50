package io.amcinsights.stageb;

import io.amcinsights.core.catalog.ObjectId;

/** What PlanLoad decided. */
sealed interface LoadPlan {

  /** Load what the manifest names. */
  record Load(EngineChoice choice, ObjectId manifest, LoadId id) implements LoadPlan {}

  /** Nothing left: the generation is closed, or was by somebody else. */
  record Closed() implements LoadPlan {}
}

package io.amcinsights.engine;

/** Maintains by workers that only know what they are sent. */
class MaintenanceInUnitsTest extends MaintenanceTest {

  @Override
  Workers workers() {
    return new SerialWorkers(1 << 20, Long.MAX_VALUE);
  }
}

package io.amcinsights.engine;

import java.nio.file.Path;

/** Loads by workers that only know what they are sent. */
class IcebergTableEngineInUnitsTest extends IcebergTableEngineTest {

  @Override
  Lake lake(Path work) {
    return new Lake(work, TestCatalogs.jdbc(), new SerialWorkers(1 << 20, Long.MAX_VALUE));
  }
}

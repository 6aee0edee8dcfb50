package io.amcinsights.engine;

import java.nio.file.Path;

/** Widening by workers that only know what they are sent. */
class WideningInUnitsTest extends WideningTest {

  @Override
  Lake lake(Path work) {
    return new Lake(work, TestCatalogs.jdbc(), new SerialWorkers(1 << 20, Long.MAX_VALUE));
  }
}

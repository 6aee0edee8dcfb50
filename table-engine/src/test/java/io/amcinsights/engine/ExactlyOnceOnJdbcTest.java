package io.amcinsights.engine;

import java.util.Map;

class ExactlyOnceOnJdbcTest extends ExactlyOnceContract {

  @Override
  Map<String, String> catalog(Faults faults) {
    return TestCatalogs.faultyJdbc(faults);
  }
}

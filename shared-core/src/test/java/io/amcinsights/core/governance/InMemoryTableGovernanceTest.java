package io.amcinsights.core.governance;

import io.amcinsights.core.table.Governed;
import java.util.Set;

class InMemoryTableGovernanceTest extends TableGovernanceContract {

  private final InMemoryTableGovernance governance = new InMemoryTableGovernance();

  @Override
  protected TableGovernance governance() {
    return governance;
  }

  @Override
  protected String tenant(String table) {
    return governance.tenant(table).orElseThrow();
  }

  @Override
  protected Set<Governed.Grant> grants(String table) {
    return governance.grants(table);
  }
}

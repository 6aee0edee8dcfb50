package io.amcinsights.core.table;

class InMemoryTableRegistryTest extends TableRegistryContract {

  @Override
  protected TableRegistry registry() {
    return new InMemoryTableRegistry();
  }
}

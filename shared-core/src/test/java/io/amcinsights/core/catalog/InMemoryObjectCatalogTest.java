package io.amcinsights.core.catalog;

import java.time.Clock;

class InMemoryObjectCatalogTest extends ObjectCatalogContract {

  @Override
  protected ObjectCatalog catalog(Clock clock) {
    return new InMemoryObjectCatalog(clock);
  }
}

package io.amcinsights.core.tenant;

import java.time.Clock;

class InMemoryTenantsTest extends TenantsContract {

  @Override
  protected Tenants tenants(Clock clock) {
    return new InMemoryTenants(clock);
  }

  @Override
  protected boolean locks() {
    return true;
  }
}

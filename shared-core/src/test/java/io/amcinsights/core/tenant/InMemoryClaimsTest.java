package io.amcinsights.core.tenant;

class InMemoryClaimsTest extends ClaimsContract {

  @Override
  protected Claims claims() {
    return new InMemoryClaims();
  }
}

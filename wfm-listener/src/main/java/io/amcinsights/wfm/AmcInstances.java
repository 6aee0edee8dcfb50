package io.amcinsights.wfm;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.wfm.amc.AmcApi;

/** AMC of each tenant. */
@FunctionalInterface
public interface AmcInstances {

  /**
   * The API of a tenant's instance.
   *
   * @throws InvalidInputException naming what the record lacks
   */
  AmcApi of(Tenant tenant);
}

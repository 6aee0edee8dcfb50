package io.amcinsights.wfm.run;

import io.amcinsights.core.run.Run;
import io.amcinsights.core.tenant.Tenant;

/** Tells people of ends of runs; the same end may be told twice. */
@FunctionalInterface
public interface Notices {

  /** Nobody wants to hear. */
  Notices NONE = (tenant, run) -> {};

  void ended(Tenant tenant, Run run);
}

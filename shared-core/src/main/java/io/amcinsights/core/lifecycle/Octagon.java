package io.amcinsights.core.lifecycle;

import io.amcinsights.core.tenant.Tenants;

/** The metadata of one installation, as far as migrations need it. */
public interface Octagon {

  /** What it holds before it says so. */
  int UNMARKED = 1;

  /** The version of the formats of what it holds. */
  int version();

  /** Raises the version; a higher one, written by somebody faster, stays. */
  void reached(int version);

  Tenants tenants();
}

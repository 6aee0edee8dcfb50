package io.amcinsights.core.tenant;

import java.util.Optional;

/** Who owns what can have one owner only. */
public interface Claims {

  /**
   * Takes something, unless it is taken. Replaces what the same tenant claimed of it before.
   *
   * @return the tenant that has it, or a part of it; empty when it is this tenant's now
   */
  Optional<String> take(Claim claim, String customerId);

  /** Gives something back, if it was this tenant's. */
  void release(String claimName, String customerId);
}

package io.amcinsights.core.tenant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps claims in memory, for one process and as long as it lives. */
public final class InMemoryClaims implements Claims {

  private final Map<String, Owners> owners = new HashMap<>();

  @Override
  public synchronized Optional<String> take(Claim claim, String customerId) {
    Owners now = owners.getOrDefault(claim.name(), new Owners(Map.of()));
    Optional<String> other = now.excluding(claim, customerId);
    if (other.isEmpty()) {
      owners.put(claim.name(), now.with(claim, customerId));
    }
    return other;
  }

  @Override
  public synchronized void release(String claimName, String customerId) {
    owners.computeIfPresent(claimName, (name, now) -> now.without(customerId));
  }
}

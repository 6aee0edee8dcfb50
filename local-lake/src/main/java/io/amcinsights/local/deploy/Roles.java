package io.amcinsights.local.deploy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The roles that stacks have made, by their ARNs. */
public final class Roles {

  private final Set<String> arns = ConcurrentHashMap.newKeySet();

  void add(String arn) {
    arns.add(arn);
  }

  void remove(String arn) {
    arns.remove(arn);
  }

  /** Whether there is one; never waits for a deployment. */
  public boolean has(String arn) {
    return !arn.isEmpty() && arns.contains(arn);
  }
}

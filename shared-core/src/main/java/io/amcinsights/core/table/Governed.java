package io.amcinsights.core.table;

import java.util.Comparator;
import java.util.List;

/**
 * How a table is governed: remembered on its record, so that it is done once.
 *
 * @param tenant customer id, or {@code shared} of a table with rows of several
 * @param grants sorted, each once
 */
public record Governed(String tenant, List<Grant> grants) {

  public Governed {
    grants =
        grants.stream()
            .distinct()
            .sorted(Comparator.comparing(Grant::principal).thenComparing(Grant::tenant))
            .toList();
  }

  /**
   * Leave to read rows of one tenant.
   *
   * @param principal ARN of a role, user or group of IAM
   */
  public record Grant(String principal, String tenant) {}
}

package io.amcinsights.core.governance;

import io.amcinsights.core.table.Governed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers how tables are governed, for one process and as long as it lives. */
public final class InMemoryTableGovernance implements TableGovernance {

  private final Map<String, String> tenants = new HashMap<>();
  private final Map<String, Set<Governed.Grant>> grants = new HashMap<>();
  private int calls;

  @Override
  public synchronized void govern(String table, Governed governed) {
    calls++;
    tenants.put(table, governed.tenant());
    grants.computeIfAbsent(table, key -> new HashSet<>()).addAll(governed.grants());
  }

  /** The tenant a table bears. */
  public synchronized Optional<String> tenant(String table) {
    return Optional.ofNullable(tenants.get(table));
  }

  /** What was granted on a table. */
  public synchronized Set<Governed.Grant> grants(String table) {
    return Set.copyOf(grants.getOrDefault(table, Set.of()));
  }

  /** How often somebody had something to do. */
  public synchronized int calls() {
    return calls;
  }
}

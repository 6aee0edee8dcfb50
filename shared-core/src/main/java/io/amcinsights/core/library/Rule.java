package io.amcinsights.core.library;

import io.amcinsights.core.tenant.TenantSettings;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tenants have an entry: all, or those with one of the prefixes (if any are named) and every
 * one of the tags. Without any of it: nobody.
 */
public record Rule(boolean all, Set<String> prefixes, Map<String, String> tags) {

  public static final Rule NOBODY = new Rule(false, Set.of(), Map.of());
  public static final Rule EVERYBODY = new Rule(true, Set.of(), Map.of());

  // Sorted, so that what is stored is the same however it was written.
  public Rule {
    prefixes = Collections.unmodifiableSet(new TreeSet<>(prefixes));
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** Whether a tenant is among them; one that is to go never is. */
  public boolean appliesTo(TenantSettings tenant) {
    if (tenant.removed()) {
      return false;
    }
    if (all) {
      return true;
    }
    boolean names = !prefixes.isEmpty() || !tags.isEmpty();
    return names
        && (prefixes.isEmpty() || prefixes.contains(tenant.prefix()))
        && tenant.tags().entrySet().containsAll(tags.entrySet());
  }
}

package io.amcinsights.stageb;

import io.amcinsights.core.governance.GovernanceSettings;
import io.amcinsights.core.governance.TableGovernance;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.table.Governed;
import io.amcinsights.core.table.TableRegistry;
import java.util.HashSet;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Governs a table by the tenants whose rows lie in it, and remembers on its record that it did: a
 * load that changes nothing asks nobody.
 */
final class TenantGovernor implements Governor {

  private static final Logger LOG = LogManager.getLogger(TenantGovernor.class);

  private final GovernanceSettings settings;
  private final TableGovernance governance;
  private final TableRegistry tables;

  TenantGovernor(GovernanceSettings settings, TableGovernance governance, TableRegistry tables) {
    this.settings = settings;
    this.governance = governance;
    this.tables = tables;
  }

  @Override
  public void loaded(LoadManifest load, Set<String> customers) {
    if (customers.isEmpty()) {
      return;
    }
    Governed known = tables.registered(load.table()).governed();
    Governed wanted = settings.wanted(load.dataset(), tenant(load, customers, known));
    if (wanted.equals(known)) {
      return;
    }
    long start = System.nanoTime();
    governance.govern(load.table(), wanted);
    tables.governed(load.table(), wanted);
    LOG.info(
        "Table {} bears tenant {} and {} grants in {} ms",
        load.table(),
        wanted.tenant(),
        wanted.grants().size(),
        (System.nanoTime() - start) / 1_000_000);
  }

  private static String tenant(LoadManifest load, Set<String> customers, @Nullable Governed known) {
    if (known == null && load.baseSnapshot() != null) {
      // It held rows before anybody looked whose they are.
      return GovernanceSettings.SHARED;
    }
    Set<String> all = new HashSet<>(customers);
    if (known != null) {
      all.add(known.tenant());
    }
    return GovernanceSettings.tenantOf(all);
  }
}

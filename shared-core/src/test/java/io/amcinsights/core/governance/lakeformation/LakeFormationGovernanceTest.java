package io.amcinsights.core.governance.lakeformation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.governance.TableGovernance;
import io.amcinsights.core.governance.TableGovernanceContract;
import io.amcinsights.core.table.Governed;
import io.amcinsights.core.table.Governed.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;

class LakeFormationGovernanceTest extends TableGovernanceContract {

  private static final String TAG = "amclake-dev-tenant";

  private final FakeLakeFormation service = new FakeLakeFormation();
  private final List<Integer> pauses = new ArrayList<>();
  private final TableGovernance governance =
      new LakeFormationGovernance(service, () -> "111122223333", "amclake-dev", pauses::add);

  @BeforeEach
  void tagIsDeployed() {
    service.tag(TAG, "shared");
  }

  @Override
  protected TableGovernance governance() {
    return governance;
  }

  @Override
  protected String tenant(String table) {
    return service.tagged.get(table).get(TAG);
  }

  @Override
  protected Set<Grant> grants(String table) {
    return service.selects.entrySet().stream()
        .flatMap(of -> of.getValue().stream().map(it -> new Grant(of.getKey(), it.name())))
        .collect(toSet());
  }

  @Test
  void aFilterShowsAllColumnsOfTheRowsOfOneTenant() {
    governance.govern(TABLE, new Governed("acme", List.of(new Grant(ANALYST, "acme"))));

    DataCellsFilter filter = service.filters.values().iterator().next();
    assertThat(filter.tableCatalogId()).isEqualTo("111122223333");
    assertThat(filter.databaseName()).isEqualTo("demoteam_amcdataset");
    assertThat(filter.tableName()).isEqualTo("acme_wf_adhoc");
    assertThat(filter.rowFilter().filterExpression()).isEqualTo("customer_hash = 'acme'");
    assertThat(filter.columnWildcard()).isNotNull();
    assertThat(filter.columnNames()).isEmpty();
  }

  @Test
  void aTenantIsAddedToTheTagOnce() {
    governance.govern(TABLE, new Governed("acme", List.of()));
    governance.govern("demoteam_amcdataset.acme_other", new Governed("acme", List.of()));

    assertThat(service.tags.get(TAG)).containsExactly("acme", "shared");
    assertThat(service.calls).containsOnlyOnce("updateLFTag");
  }

  @Test
  void aTagIsInLowerCaseAndAFilterIsAsTheRowsAre() {
    governance.govern(TABLE, new Governed("ACME_1", List.of(new Grant(ANALYST, "ACME_1"))));

    assertThat(tenant(TABLE)).isEqualTo("acme_1");
    assertThat(service.filters.values().iterator().next().rowFilter().filterExpression())
        .isEqualTo("customer_hash = 'ACME_1'");
  }

  @Test
  void aConflictIsWaitedOut() {
    service.conflicts = 3;

    governance.govern(TABLE, new Governed("acme", List.of()));

    assertThat(tenant(TABLE)).isEqualTo("acme");
    assertThat(pauses).containsExactly(2, 3, 4);
  }

  @Test
  void aConflictThatDoesNotEndIsSaid() {
    service.conflicts = Integer.MAX_VALUE;

    assertThatThrownBy(() -> governance.govern(TABLE, new Governed("acme", List.of())))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("add value 'acme' to tag " + TAG);
  }

  @Test
  void whoMayNotGovernIsToldWhatToLookAt() {
    service.denied = true;

    assertThatThrownBy(() -> governance.govern(TABLE, new Governed("acme", List.of())))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("administrator");
  }

  @Test
  void aTagThatIsNotDeployedIsSaid() {
    service.tags.clear();

    assertThatThrownBy(() -> governance.govern(TABLE, new Governed("acme", List.of())))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(TAG);
  }
}

package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.table.Governed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantGovernorTest {

  private static final String READER = "arn:aws:iam::111122223333:role/Analyst";
  private static final Governed.Grant GRANT = new Governed.Grant(READER, "acme");

  private final StageBLake lake = new StageBLake();

  @BeforeEach
  void governed() {
    lake.governed =
        """
        {"mode": "hybrid", "tags": "amclake-dev", "readers": [
          {"principal": "%s", "dataset": "team-data", "tenants": ["acme"]}]}
        """
            .formatted(READER);
  }

  @Test
  void aTableOfOneTenantBearsItAndItsReadersAreGranted() {
    lake.ready("one", 1, "hash-1");

    lake.loadRound(0);

    assertThat(lake.governance.tenant(StageBLake.TABLE)).contains("acme");
    assertThat(lake.governance.grants(StageBLake.TABLE)).containsExactly(GRANT);
    assertThat(lake.tables.registered(StageBLake.TABLE).governed())
        .isEqualTo(new Governed("acme", List.of(GRANT)));
  }

  @Test
  void nobodyIsAskedAgainAsLongAsNothingChanges() {
    lake.ready("one", 1, "hash-1");
    lake.loadRound(0);
    lake.ready("two", 2, "hash-2");

    lake.loadRound(1);

    assertThat(lake.governance.calls()).isEqualTo(1);
  }

  @Test
  void aReaderThatIsAddedIsGrantedWithTheNextLoad() {
    String before = lake.governed;
    lake.governed = "{\"mode\":\"hybrid\",\"tags\":\"amclake-dev\"}";
    lake.ready("one", 1, "hash-1");
    lake.loadRound(0);
    assertThat(lake.governance.grants(StageBLake.TABLE)).isEmpty();
    lake.governed = before;
    lake.ready("two", 2, "hash-2");

    lake.loadRound(1);

    assertThat(lake.governance.grants(StageBLake.TABLE)).containsExactly(GRANT);
  }

  @Test
  void aTableWithRowsOfAnotherTenantIsSharedForGood() {
    lake.ready("one", 1, "hash-1");
    lake.loadRound(0);
    lake.record("two", 2, "hash-2", DeliveryState.READY, false, "globex");
    lake.loadRound(1);
    assertThat(lake.governance.tenant(StageBLake.TABLE)).contains("shared");
    lake.ready("three", 3, "hash-3");

    lake.loadRound(2);

    assertThat(lake.governance.tenant(StageBLake.TABLE)).contains("shared");
  }

  @Test
  void aTableThatHeldRowsBeforeAnybodyLookedIsShared() {
    String governed = lake.governed;
    lake.governed = null;
    lake.record("old", 1, "hash-0", DeliveryState.READY, false, "globex");
    lake.loadRound(0);
    lake.governed = governed;
    lake.ready("one", 2, "hash-1");

    lake.loadRound(1);

    assertThat(lake.governance.tenant(StageBLake.TABLE)).contains("shared");
  }

  @Test
  void aLoadWhoseTableCannotBeGovernedIsNotFinishedAndIsOnceItCan() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    var result = lake.load(plan.manifest(), lake.execution());
    lake.governing =
        (table, wanted) -> {
          throw new UnavailableException("Lake Formation refused to tag table %s", table);
        };

    assertThatThrownBy(() -> lake.finisher.finish(plan.id(), result, lake.execution()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Lake Formation refused");
    assertThat(lake.state(one)).isEqualTo(DeliveryState.LOADING);
    assertThat(lake.tables.registered(StageBLake.TABLE).intent()).isNotNull();
    lake.governing = lake.governance;

    lake.finisher.finish(plan.id(), result, lake.execution());

    assertThat(lake.state(one)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.governance.tenant(StageBLake.TABLE)).contains("acme");
  }

  @Test
  void aLoadThatWasGivenUpByItsExecutionIsGovernedWhenItIsFoundInTheTable() {
    lake.ready("one", 1, "hash-1");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.load(plan.manifest(), lake.execution());

    lake.fail(Optional.of(plan.id()), "Timeout");

    assertThat(lake.governance.tenant(StageBLake.TABLE)).contains("acme");
  }

  @Test
  void withoutSettingsNothingIsGoverned() {
    lake.governed = null;
    lake.ready("one", 1, "hash-1");

    lake.loadRound(0);

    assertThat(lake.governance.calls()).isZero();
  }
}

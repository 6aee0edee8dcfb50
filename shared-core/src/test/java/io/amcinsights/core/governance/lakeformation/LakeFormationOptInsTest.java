package io.amcinsights.core.governance.lakeformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.governance.OptIns;
import org.junit.jupiter.api.Test;

class LakeFormationOptInsTest {

  private static final String ANALYST = "arn:aws:iam::111122223333:role/Analyst";

  private final FakeLakeFormation service = new FakeLakeFormation();
  private final OptIns optIns = new LakeFormationOptIns(service, attempt -> {});

  @Test
  void optsInForTheDatabaseAndAllItsTables() {
    optIns.add(ANALYST, "team_data");

    assertThat(service.optIns)
        .containsExactlyInAnyOrder(ANALYST + " team_data", ANALYST + " team_data.*");
  }

  @Test
  void everyCallMayBeRepeated() {
    optIns.add(ANALYST, "team_data");
    optIns.add(ANALYST, "team_data");
    assertThat(service.optIns).hasSize(2);

    optIns.remove(ANALYST, "team_data");
    optIns.remove(ANALYST, "team_data");
    assertThat(service.optIns).isEmpty();
  }

  @Test
  void aConflictIsWaitedOut() {
    service.conflicts = 2;

    optIns.add(ANALYST, "team_data");

    assertThat(service.optIns).hasSize(2);
  }

  @Test
  void aRefusalIsSaid() {
    service.denied = true;

    assertThatThrownBy(() -> optIns.add(ANALYST, "team_data"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("opt " + ANALYST + " in for database team_data");
  }
}

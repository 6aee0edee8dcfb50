package io.amcinsights.core.catalog;

import static io.amcinsights.core.catalog.DeliveryState.LOADING;
import static io.amcinsights.core.catalog.DeliveryState.READY;
import static io.amcinsights.core.catalog.DeliveryState.RECEIVED;
import static io.amcinsights.core.catalog.DeliveryState.STAGING;
import static io.amcinsights.core.catalog.DeliveryState.WAITING_FOR_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

  private static final Set<DeliveryState> IN_FLIGHT =
      EnumSet.of(RECEIVED, WAITING_FOR_TENANT, STAGING, READY, LOADING);

  @ParameterizedTest
  @EnumSource
  void mayStay(DeliveryState state) {
    assertThat(state.canBecome(state)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void isFinalUnlessInFlight(DeliveryState state) {
    assertThat(state.isFinal()).isNotEqualTo(IN_FLIGHT.contains(state));
  }

  @ParameterizedTest
  @EnumSource
  void mayEndAnywhereWhileInFlightAndNowhereAfter(DeliveryState state) {
    Arrays.stream(DeliveryState.values())
        .filter(DeliveryState::isFinal)
        .filter(end -> end != state)
        .forEach(end -> assertThat(state.canBecome(end)).isNotEqualTo(state.isFinal()));
  }

  @Test
  void onlyMovesForward() {
    List<DeliveryState> way = List.of(RECEIVED, STAGING, READY, LOADING);
    for (int i = 0; i < way.size(); i++) {
      for (int j = 0; j < way.size(); j++) {
        assertThat(way.get(i).canBecome(way.get(j))).isEqualTo(i <= j);
      }
    }
  }

  @Test
  void leavesWaitingOnlyByAnotherAttemptOrForward() {
    assertThat(WAITING_FOR_TENANT.canBecome(RECEIVED)).isFalse();
    assertThat(RECEIVED.canBecome(WAITING_FOR_TENANT)).isFalse();
    assertThat(WAITING_FOR_TENANT.canBecome(STAGING)).isTrue();
  }
}

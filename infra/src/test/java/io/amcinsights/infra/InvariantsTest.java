package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvariantsTest {

  static List<Invariant> invariants() {
    return Invariants.all();
  }

  @ParameterizedTest
  @MethodSource("invariants")
  void holdsInEveryTemplateOfEveryInstallation(Invariant invariant) {
    assertThat(invariant.violations().apply(Matrix.all())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invariants")
  void noticesWhenItIsBroken(Invariant invariant) {
    assertThat(invariant.bites(Matrix.all())).as(invariant.name()).isTrue();
  }
}

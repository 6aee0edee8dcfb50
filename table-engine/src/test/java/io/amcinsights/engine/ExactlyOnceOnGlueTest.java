package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactlyOnceOnGlueTest extends ExactlyOnceContract {

  @Override
  Map<String, String> catalog(Faults faults) {
    return TestCatalogs.glue(faults);
  }

  @ParameterizedTest
  @EnumSource(
      value = Faults.Fault.class,
      names = {"LOST", "DROPPED"})
  void anAnswerThatIsLostAndAskedForAgainByTheClientIsNoConflict(Faults.Fault fault) {
    lake.load("c1", lake.staged("2024-07-01-reach.csv", "n\n1\n"));
    FakeGlue.of(faults).repeatWhatIsLost();
    faults.next(fault);

    lake.load("c2", lake.staged("2024-07-02-reach.csv", "n\nx\n"));

    assertThat(lake.values("n")).containsExactly("1", "x");
    assertThat(lake.table().snapshots()).hasSize(2);
  }
}

package io.amcinsights.wfm.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.machine.Machines.Status;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.run.Slots;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSweeperTest {

  private final RunLake lake = new RunLake();

  @Test
  void aRunThatNobodyWorksOnGoesOn() {
    Run run = lake.begin(RunLake.fired("acme", lake.clock.instant()));
    lake.machines.end(RunLake.MACHINE, run.runId());
    lake.clock.pass(Duration.ofMinutes(6));

    assertThat(lake.sweeper().sweep()).isEqualTo(1);
    assertThat(lake.machines.status(RunLake.MACHINE, run.runId() + "-1")).isEqualTo(Status.RUNNING);
    assertThat(lake.metrics.sum(Metric.RUN_TROUBLE)).isEqualTo(1);
    assertThat(lake.sweeper().sweep()).isZero();
  }

  @Test
  void aRunThatHasItsExecutionIsLeftAlone() {
    lake.begin(RunLake.fired("acme", lake.clock.instant()));
    lake.clock.pass(Duration.ofMinutes(6));

    assertThat(lake.sweeper().sweep()).isZero();
  }

  @Test
  void aRunThatBeganAMomentAgoIsLeftAlone() {
    Run run = lake.begin(RunLake.fired("acme", lake.clock.instant()));
    lake.machines.end(RunLake.MACHINE, run.runId());

    assertThat(lake.sweeper().sweep()).isZero();
  }

  @Test
  void placesOfRunsThatEndedAreTakenBack() {
    Run run = lake.begin(RunLake.fired("acme", lake.clock.instant()));
    lake.places.take("acme", run.runId(), 1);
    lake.places.take("acme", "acme.unknown", 1);
    lake.sweeper().sweep();
    assertThat(lake.places.of("acme")).isEqualTo(new Slots.Queue(List.of(run.runId()), List.of()));
    lake.stored.change(
        "acme",
        run.runId(),
        it -> Optional.of(it.moved(RunState.FAILED, "x", lake.clock.instant())));
    lake.sweeper().sweep();

    assertThat(lake.places.tenants()).isEmpty();
  }
}

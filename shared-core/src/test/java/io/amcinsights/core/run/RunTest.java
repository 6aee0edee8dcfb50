package io.amcinsights.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.run.Run.Cause;
import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final Run run =
      Run.asked(
          "acme",
          RunIds.of("acme", "token"),
          "reach",
          new Cause(null, NOW, "token", null),
          ExecutionRequest.DEFAULT,
          7_200,
          NOW);

  @Test
  void theSameRequestIsTheSameRun() {
    assertThat(RunIds.of("acme", "daily", NOW)).isEqualTo(RunIds.of("acme", "daily", NOW));
    assertThat(
            List.of(
                RunIds.of("acme", "daily", NOW),
                RunIds.of("acme", "daily", NOW.plusSeconds(60)),
                RunIds.of("acme", "weekly", NOW),
                RunIds.of("globex", "daily", NOW),
                RunIds.of("acme", "daily")))
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("(acme|globex)\\.[0-9a-f]{16}"));
  }

  @Test
  void aRunsNameSaysWhoseItIs() {
    assertThat(RunIds.tenant(RunIds.of("a_b-c", "token"))).isEqualTo("a_b-c");
    assertThatThrownBy(() -> RunIds.tenant("nonsense"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'nonsense'")
        .hasMessageContaining("lake runs");
  }

  @Test
  void aRunOnlyMovesOn() {
    Run running = run.moved(RunState.RUNNING, null, NOW);

    assertThat(running.moved(RunState.PENDING, null, NOW)).isSameAs(running);
    assertThat(running.moved(RunState.RUNNING, null, NOW)).isSameAs(running);
    Run failed = running.moved(RunState.FAILED, "no data", NOW.plusSeconds(5));
    assertThat(failed.moved(RunState.SUCCEEDED, null, NOW)).isSameAs(failed);
    assertThat(failed.reason()).isEqualTo("no data");
    assertThat(failed.progress().finalAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(failed.isDone()).isTrue();
  }

  @Test
  void onlyASuccessCanMissItsResult() {
    Run succeeded = run.moved(RunState.SUCCEEDED, null, NOW);

    assertThat(succeeded.isDone()).isFalse();
    assertThat(succeeded.moved(RunState.MISSING, "no object", NOW).state())
        .isEqualTo(RunState.MISSING);
    Run failed = run.moved(RunState.FAILED, null, NOW);
    assertThat(failed.moved(RunState.MISSING, null, NOW)).isSameAs(failed);
  }

  @Test
  void whateverHappensInWhateverOrderAnEndStays() {
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Run it = run;
      RunState end = null;
      for (int step = 0; step < 12; step++) {
        RunState[] all = RunState.values();
        it = it.moved(all[random.nextInt(all.length)], null, NOW);
        if (end != null && it.state() != RunState.MISSING) {
          assertThat(it.state()).isEqualTo(end);
        }
        end = it.state().isFinal() ? it.state() : null;
      }
    }
  }

  @Test
  void amcsStatusesAreKnownAndOthersAreNot() {
    assertThat(List.of("PENDING", "running", "Publishing", "SUCCEEDED", "REJECTED"))
        .allMatch(it -> RunState.ofAmc(it).isPresent());
    assertThat(List.of("WAITING", "MISSING", "TIMED_OUT", "SUBMITTING", "PAUSED"))
        .allMatch(it -> RunState.ofAmc(it).isEmpty());
  }
}

package io.amcinsights.wfm.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.RunRequest;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.run.Slots;
import io.amcinsights.wfm.amc.AmcApi;
import io.amcinsights.wfm.run.PretendedAmc.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies before or after any call, while AMC loses requests and answers. */
class RunKillTest {

  private static final int RUNS = 6;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRunIsSubmittedOnceAndNoTenantGoesAboveItsLimit(long seed) {
    var random = new Random(seed);
    var lake = new RunLake();
    var death = new Death(random, 0.15);
    lake.amc.values().forEach(it -> it.listedAfter = Duration.ofSeconds(random.nextInt(50)));
    Runs runs = death.around(Runs.class, lake.stored);
    Slots slots = death.around(Slots.class, lake.places);
    Machines machines = death.around(Machines.class, lake.machines);
    Map<String, AmcApi> amc = new HashMap<>();
    lake.amc.forEach((tenant, it) -> amc.put(tenant, death.around(AmcApi.class, it)));

    Instant due = lake.clock.instant();
    List<String[]> ids = new ArrayList<>();
    for (String tenant : lake.amc.keySet()) {
      for (int i = 0; i < RUNS; i++) {
        // Calls of one moment ask AMC for exactly the same.
        Run run = survive(() -> lake.starter(runs, machines).start(request(tenant, ids, due)));
        ids.add(new String[] {tenant, run.runId()});
      }
    }
    for (int round = 0; round < 120; round++) {
      for (String[] id : ids) {
        lake.amc.values().forEach(it -> it.fate = fate(random));
        try {
          lake.step(runs, slots, amc).step(id[0], id[1]);
        } catch (Death.Died e) {
          // Whoever comes next goes on.
        }
        lake.amc
            .values()
            .forEach(it -> assertThat(it.active()).isLessThanOrEqualTo(RunLake.PLACES));
      }
      lake.clock.pass(Duration.ofSeconds(random.nextInt(30)));
    }
    death.end();
    lake.amc.values().forEach(it -> it.fate = Fate.FINE);
    for (int round = 0; round < 40; round++) {
      ids.forEach(id -> lake.step().step(id[0], id[1]));
      lake.amc.values().forEach(it -> assertThat(it.active()).isLessThanOrEqualTo(RunLake.PLACES));
      lake.clock.pass(Duration.ofMinutes(2));
    }

    for (String[] id : ids) {
      Run run = lake.stored.find(id[0], id[1]).orElseThrow();
      assertThat(run.state()).as(run.toString()).isEqualTo(RunState.SUCCEEDED);
      assertThat(run.result().rows()).isEqualTo(12);
    }
    lake.amc.values().forEach(it -> assertThat(it.executions).hasSize(RUNS));
    assertThat(ids)
        .extracting(
            id -> id[0] + lake.stored.find(id[0], id[1]).orElseThrow().progress().executionId())
        .doesNotHaveDuplicates();
    assertThat(lake.places.tenants()).isEmpty();
  }

  private static RunRequest request(String tenant, List<String[]> ids, Instant due) {
    return RunLake.called(tenant, "call-" + ids.size(), due);
  }

  private static Fate fate(Random random) {
    int dice = random.nextInt(10);
    return dice == 0 ? Fate.LOST : dice == 1 ? Fate.TAKEN_WITHOUT_ANSWER : Fate.FINE;
  }

  private static Run survive(Supplier<Run> start) {
    while (true) {
      try {
        return start.get();
      } catch (Death.Died e) {
        // The queue hands the request over once more.
      }
    }
  }
}

package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageBMessageJson;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole protocol under seeded accidents; a failing seed can be run alone. */
class StageBSimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + SEEDS);
  }

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyDeliveryEndsAndItsRowsAreThereExactlyOnce(long seed) {
    SimulatedLake lake = new SimulatedLake(seed, THREADS);
    try {
      deliverSome(lake, new Random(seed));
      lake.settle();
      check(lake);

      lake.engine.cure();
      List<Delivery> failed =
          lake.all().stream().filter(it -> it.state() == DeliveryState.FAILED).toList();
      failed.forEach(lake::redrive);
      lake.settle();
      check(lake);
      assertThat(lake.all()).noneMatch(it -> it.state() == DeliveryState.FAILED);
    } finally {
      lake.close();
    }
  }

  private static void deliverSome(SimulatedLake lake, Random random) {
    int version = 0;
    int objects = 1 + random.nextInt(4);
    for (int i = 0; i < 2 * objects; i++) {
      String key = "k" + random.nextInt(objects);
      boolean deletion = random.nextInt(8) == 0;
      DeliveryRef ref = lake.deliver(key, ++version, "content" + random.nextInt(4), deletion);
      if (random.nextInt(8) == 0) {
        lake.engine.breakFile(ref);
      } else if (random.nextInt(12) == 0) {
        lake.engine.poison(ref);
      }
      lake.rage(random.nextInt(400));
    }
    lake.rage(1_500);
  }

  private static void check(SimulatedLake lake) {
    assertThat(lake.all()).allSatisfy(it -> assertThat(it.state().isFinal()).isTrue());
    List<FakeTableEngine.Commit> commits = lake.engine.commits();
    for (Delivery delivery : lake.all()) {
      long times = commits.stream().filter(it -> it.loaded().contains(delivery.ref())).count();
      if (delivery.state() == DeliveryState.COMMITTED) {
        assertThat(times).as("commits of %s", delivery).isEqualTo(1);
        assertThat(delivery.rows()).isEqualTo(10);
      } else {
        assertThat(times).as("commits of %s", delivery).isZero();
      }
      if (delivery.state() == DeliveryState.FAILED) {
        assertThat(lake.queues.messages(SimulatedLake.FAILED))
            .as("envelope of %s", delivery)
            .anyMatch(
                it ->
                    StageBMessageJson.fromPayload(FailedWorkJson.read(it).payload())
                        .delivery()
                        .equals(delivery.ref()));
      } else {
        assertThat(delivery.state() == DeliveryState.COMMITTED || delivery.reason() != null)
            .as("%s says why", delivery)
            .isTrue();
      }
      Head head = lake.catalog.heads(List.of(delivery.ref().object())).values().iterator().next();
      assertThat(lake.engine.rowsOf(delivery.ref().object()).orElse(null))
          .as("rows of %s", delivery.ref().object())
          .isEqualTo(head.committed());
    }
  }
}

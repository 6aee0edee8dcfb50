package io.amcinsights.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Slots} does; each implementation extends this and adds nothing. */
public abstract class SlotsContract {

  private static final int LIMIT = 2;

  /** Places nobody has taken yet. */
  protected abstract Slots slots();

  @Test
  void thereAreSoManyPlacesAndNoMore() {
    Slots slots = slots();

    assertThat(slots.take("acme", "a", LIMIT)).isTrue();
    assertThat(slots.take("acme", "b", LIMIT)).isTrue();
    assertThat(slots.take("acme", "c", LIMIT)).isFalse();
    assertThat(slots.take("globex", "d", LIMIT)).isTrue();
    assertThat(slots.of("acme")).isEqualTo(new Slots.Queue(List.of("a", "b"), List.of("c")));
    assertThat(slots.tenants()).containsExactly("acme", "globex");
  }

  @Test
  void whoAsksAgainHasOnePlace() {
    Slots slots = slots();
    slots.take("acme", "a", LIMIT);

    assertThat(slots.take("acme", "a", LIMIT)).isTrue();
    assertThat(slots.of("acme").running()).containsExactly("a");
  }

  @Test
  void aPlaceGoesToWhoWaitsLongest() {
    Slots slots = slots();
    List.of("a", "b", "c", "d").forEach(it -> slots.take("acme", it, LIMIT));
    slots.release("acme", "a");

    assertThat(slots.take("acme", "d", LIMIT)).isFalse();
    assertThat(slots.take("acme", "e", LIMIT)).isFalse();
    assertThat(slots.take("acme", "c", LIMIT)).isTrue();
  }

  @Test
  void whoLeavesTheQueueHoldsNobodyUp() {
    Slots slots = slots();
    List.of("a", "b", "c", "d").forEach(it -> slots.take("acme", it, LIMIT));
    slots.release("acme", "c");
    slots.release("acme", "a");
    slots.release("acme", "a");

    assertThat(slots.take("acme", "d", LIMIT)).isTrue();
    assertThat(slots.of("acme")).isEqualTo(new Slots.Queue(List.of("b", "d"), List.of()));
  }

  @Test
  void aSmallerLimitTakesNobodysPlaceAway() {
    Slots slots = slots();
    slots.take("acme", "a", LIMIT);
    slots.take("acme", "b", LIMIT);
    slots.take("acme", "c", LIMIT);
    slots.release("acme", "b");

    assertThat(slots.take("acme", "a", 1)).isTrue();
    assertThat(slots.take("acme", "c", 1)).isFalse();
  }

  @Test
  void aTenantOfWhomNobodyRunsIsForgotten() {
    Slots slots = slots();
    slots.take("acme", "a", LIMIT);
    slots.release("acme", "a");

    assertThat(slots.tenants()).isEmpty();
    assertThat(slots.of("acme")).isEqualTo(Slots.Queue.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everybodyGetsAPlaceInTurnAndNeverTooManyAtOnce(long seed) throws Exception {
    Slots slots = slots();
    AtomicInteger running = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> all;
    try {
      all =
          IntStream.range(0, 12)
              .mapToObj(i -> threads.submit(() -> once(slots, "run-" + i, running, seed + i)))
              .toList();
      Set<Integer> most = new HashSet<>();
      for (Future<Integer> it : all) {
        most.add(it.get());
      }
      assertThat(most).allMatch(it -> it <= LIMIT);
    } finally {
      threads.shutdown();
    }
    assertThat(slots.of("acme")).isEqualTo(Slots.Queue.EMPTY);
  }

  private static int once(Slots slots, String run, AtomicInteger running, long seed) {
    while (!slots.take("acme", run, LIMIT)) {
      Thread.onSpinWait();
    }
    int now = running.incrementAndGet();
    List<Integer> some = new ArrayList<>();
    new Random(seed).ints(100).forEach(some::add);
    running.decrementAndGet();
    slots.release("acme", run);
    return some.size() == 100 ? now : Integer.MAX_VALUE;
  }
}

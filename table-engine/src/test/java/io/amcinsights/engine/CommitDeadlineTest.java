package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.engine.Faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends soon begins no try it cannot end, and still tells what it finds. */
class CommitDeadlineTest {

  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String TUESDAY = "2024-07-02-reach.csv";
  private static final Duration TRY = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Faults faults = new Faults();
  private final List<Integer> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2024-07-02T10:00:00Z");
  private Lake lake;
  private IcebergTableEngine engine;
  private LoadManifest manifest;

  @BeforeEach
  void open() {
    lake = new Lake(folder, TestCatalogs.faultyJdbc(faults));
    engine = lake.another(pauses::add, () -> now);
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    manifest = lake.manifest("c2", lake.staged(TUESDAY, "n\n2\n"));
  }

  @AfterEach
  void close() {
    engine.close();
    lake.close();
  }

  @Test
  void anotherTryIsNotBegunWhenThereIsLessTimeThanTheLongestTook() {
    faults.always(Fault.CONFLICT);
    faults.beforeNextCommit(() -> now = now.plus(TRY));
    Instant deadline = now.plus(TRY.multipliedBy(2)).minusMillis(1);

    assertThatThrownBy(() -> load(deadline))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContainingAll("c2", "try 2 ", deadline.toString(), "safe");

    assertThat(pauses).isEmpty();
    faults.always(Fault.NONE);
    assertThat(load(Instant.MAX).snapshot()).isNotNull();
    assertThat(lake.values("n")).containsExactly("1", "2");
  }

  @Test
  void anotherTryIsBegunWhenThereIsTime() {
    faults.always(Fault.CONFLICT);
    faults.beforeNextCommit(
        () -> {
          now = now.plus(TRY);
          faults.always(Fault.NONE);
          lake.load(lake.another(), lake.manifest("between", lake.staged(MONDAY, "n,m\n3,4\n")));
        });

    assertThat(load(now.plus(TRY.multipliedBy(2))).snapshot()).isNotNull();

    assertThat(pauses).containsExactly(1);
    assertThat(lake.values("n")).containsExactly("3", "2");
  }

  @Test
  void aPauseThatTookTooLongIsNotFollowedByATry() {
    engine = lake.another(attempt -> now = now.plus(TRY), () -> now);
    faults.always(Fault.CONFLICT);

    assertThatThrownBy(() -> load(now.plusSeconds(1)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("try 2 ");
  }

  @Test
  void nothingIsBegunAfterTheDeadline() {
    assertThatThrownBy(() -> load(now.minusMillis(1)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("try 1 ");
    assertThat(lake.values("n")).containsExactly("1");
  }

  @Test
  void whatSomebodyElseCommittedMeanwhileIsToldHoweverLate() {
    List<LoadResult> other = new ArrayList<>();
    faults.beforeNextCommit(
        () -> {
          other.add(lake.load(lake.another(), manifest));
          now = now.plus(TRY);
        });

    LoadResult result = load(now.plusSeconds(1));

    assertThat(other).containsExactly(result);
    assertThat(lake.values("n")).containsExactly("1", "2");
  }

  @Test
  void anUnknownOutcomeStaysUnknownAndIsFoundByARepetitionHoweverLate() {
    faults.next(Fault.LOST);
    faults.beforeNextCommit(() -> now = now.plus(TRY));
    Instant deadline = now.plusSeconds(1);

    assertThatThrownBy(() -> load(deadline))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("may or may not have taken effect");

    assertThat(load(deadline).snapshot()).isNotNull();
    assertThat(lake.values("n")).containsExactly("1", "2");
  }

  private LoadResult load(Instant deadline) {
    TableEngine.Run run = lake.run();
    return engine.load(
        manifest,
        new TableEngine.Run(
            run.dataset(), run.source(), run.executionId(), run.result(), deadline));
  }
}

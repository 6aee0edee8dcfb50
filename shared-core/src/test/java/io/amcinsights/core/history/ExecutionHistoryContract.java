package io.amcinsights.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.history.Execution.Status;
import io.amcinsights.core.history.Execution.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionHistory} does; each implementation extends this and adds nothing. */
public abstract class ExecutionHistoryContract {

  private static final Instant START = Instant.parse("2024-03-01T12:00:00.123Z");
  private static final Step LOADED = new Step("LOADED", "load-table", START.plusSeconds(2));
  private static final Step ENDED = new Step("COMPLETED", "finish-load", START.plusSeconds(3));

  /** An empty history for one test. */
  protected abstract ExecutionHistory history(Clock clock);

  private ExecutionHistory history() {
    return history(Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC));
  }

  private static Execution execution(String id, Instant startedAt) {
    return new Execution(
        id,
        "demoteam-adtech",
        "b",
        "demoteam-amcdataset",
        "db.table",
        Status.RUNNING,
        List.of(new Step("STARTED", "plan-load", startedAt)),
        List.of(),
        0,
        null,
        startedAt,
        null,
        startedAt.plus(Duration.ofDays(120)));
  }

  private ExecutionHistory started() {
    ExecutionHistory history = history();
    history.start(execution("b-1", START));
    return history;
  }

  @Test
  void findsWhatWasStarted() {
    ExecutionHistory history = started();

    assertThat(history.find("b-1")).contains(execution("b-1", START));
    assertThat(history.find("b-2")).isEmpty();
  }

  @Test
  void addsStepsDecisionsAndObjects() {
    ExecutionHistory history = started();
    history.note("b-1", LOADED, List.of("in Lambda: 2 files"), 2);

    Execution noted = history.find("b-1").orElseThrow();
    assertThat(noted.history()).extracting(Step::status).containsExactly("STARTED", "LOADED");
    assertThat(noted.decisions()).containsExactly("in Lambda: 2 files");
    assertThat(noted.objects()).isEqualTo(2);
    assertThat(noted.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void notesARepeatedStepOnce() {
    ExecutionHistory history = started();
    history.note("b-1", LOADED, List.of("why"), 2);
    history.note("b-1", LOADED, List.of("why"), 2);

    Execution noted = history.find("b-1").orElseThrow();
    assertThat(noted.history()).hasSize(2);
    assertThat(noted.decisions()).containsExactly("why");
    assertThat(noted.objects()).isEqualTo(2);
  }

  @Test
  void leavesNotesAloneWhenStartedAgain() {
    ExecutionHistory history = started();
    history.note("b-1", LOADED, List.of(), 2);
    history.start(execution("b-1", START));

    assertThat(history.find("b-1")).get().extracting(Execution::objects).isEqualTo(2L);
  }

  @Test
  void endsOnce() {
    ExecutionHistory history = started();
    history.end("b-1", Status.COMPLETED, ENDED, null);
    history.end("b-1", Status.FAILED, LOADED, "late");

    Execution ended = history.find("b-1").orElseThrow();
    assertThat(ended.status()).isEqualTo(Status.COMPLETED);
    assertThat(ended.endedAt()).isEqualTo(ENDED.at());
    assertThat(ended.error()).isNull();
    assertThat(ended.history()).hasSize(2);
  }

  @Test
  void neverUnfailsAFailedExecution() {
    ExecutionHistory history = started();
    history.end("b-1", Status.FAILED, ENDED, "out of memory");
    history.end("b-1", Status.COMPLETED, ENDED, null);

    Execution ended = history.find("b-1").orElseThrow();
    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.error()).isEqualTo("out of memory");
  }

  @Test
  void leavesOutWhatWasNeverStarted() {
    ExecutionHistory history = history();
    history.note("b-1", LOADED, List.of("why"), 1);
    history.end("b-1", Status.FAILED, ENDED, "no");

    assertThat(history.find("b-1")).isEmpty();
  }

  @Test
  void cutsWhatGrowsWithoutEndToItsNewestPart() {
    ExecutionHistory history = started();
    String long1 = "x".repeat(5_000);
    List<String> decisions = IntStream.range(0, 250).mapToObj(n -> n + " " + long1).toList();
    history.note("b-1", LOADED, decisions, 250);

    Execution noted = history.find("b-1").orElseThrow();
    assertThat(noted.decisions()).hasSize(200).allMatch(it -> it.length() < 500);
    assertThat(noted.decisions().get(199)).startsWith("249 ");
    assertThat(noted.objects()).isEqualTo(250);
  }

  @Test
  void listsRecentExecutionsOverDaysNewestFirst() {
    ExecutionHistory history = history();
    List<Execution> executions =
        IntStream.range(0, 9)
            .mapToObj(n -> execution("b-" + n, START.minus(Duration.ofHours(9L * n))))
            .toList();
    executions.forEach(history::start);

    assertThat(history.recent(START.minus(Duration.ofDays(10)), 100))
        .containsExactlyElementsOf(executions);
    assertThat(history.recent(START.minus(Duration.ofDays(10)), 4))
        .containsExactlyElementsOf(executions.subList(0, 4));
    assertThat(history.recent(executions.get(5).startedAt(), 100))
        .containsExactlyElementsOf(executions.subList(0, 6));
  }
}

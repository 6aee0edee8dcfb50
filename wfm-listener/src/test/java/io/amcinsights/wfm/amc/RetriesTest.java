package io.amcinsights.wfm.amc;

import static io.amcinsights.wfm.amc.FakeAmc.json;
import static io.amcinsights.wfm.amc.FakeAmc.lost;
import static io.amcinsights.wfm.amc.FakeAmc.raw;
import static io.amcinsights.wfm.amc.FakeAmc.then;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest extends AmcTest {

  private static final ObjectNode REQUEST = document("{'workflowId':'w'}");
  private static final Duration SOON = Duration.ofMillis(300);

  @Nested
  class WhatMayBeRepeated {

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void readingIs(int status) {
      amc.answers(json(status, "{'message':'later'}"), json(200, EXECUTION));

      assertThat(api.execution("e1")).isPresent();
      assertThat(time.pauses).hasSize(1);
    }

    @Test
    void replacingAndDeletingAre() {
      amc.answers(raw(503, ""), raw(200, "{}"), lost(), raw(204, ""));

      assertThat(api.updateWorkflow(document("{'workflowId':'w'}"))).isTrue();
      api.deleteWorkflow("w");

      assertThat(amc.lines())
          .containsExactly(
              "PUT /amc/reporting/amcacme/workflows/w",
              "PUT /amc/reporting/amcacme/workflows/w",
              "DELETE /amc/reporting/amcacme/workflows/w",
              "DELETE /amc/reporting/amcacme/workflows/w");
    }

    @Test
    void aDeletionThatWasDoneBeforeItsAnswerWasLostIsDone() {
      amc.answers(lost(), json(404, "{}"));

      api.deleteWorkflow("w");
    }

    /** D-33: there were no timeouts. */
    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() {
      amc.answers(amc.silent(), json(200, EXECUTION));

      assertThat(client(patience(SOON)).of(ACME).execution("e1")).isPresent();
    }

    @Test
    void neitherIsOneThatDoesNotEnd() {
      amc.answers(amc.stuck(), json(200, EXECUTION));

      assertThat(client(patience(SOON)).of(ACME).execution("e1")).isPresent();
    }

    @Test
    void aRefusalIsNotRepeated() {
      amc.answers(json(400, "{'message':'no'}"));

      assertThatThrownBy(() -> api.execution("e1")).isInstanceOf(InvalidInputException.class);
      assertThat(amc.calls).hasSize(1);
    }
  }

  /** Each execution that is taken runs, costs and delivers. */
  @Nested
  class Submissions {

    @Test
    void areAnsweredWithTheExecution() {
      amc.answers(json(200, EXECUTION), json(202, "{'workflowExecution':" + EXECUTION + "}"));

      assertThat(api.submit(REQUEST).id()).isEqualTo("e1");
      assertThat(api.submit(REQUEST).status()).isEqualTo(ExecutionStatus.PENDING);
      assertThat(amc.lines().get(0)).isEqualTo("POST /amc/reporting/amcacme/workflowExecutions");
      assertThat(amc.calls.get(0).body()).isEqualTo(REQUEST.toString());
    }

    /** D-32: a workflow that is sent along has no id. */
    @Test
    void mayBringTheirWorkflow() {
      amc.answers(json(200, "{'workflowExecutionId':'e1','workflowId':'transient_1'}"));

      assertThat(api.submit(document("{'workflow':{'sqlQuery':'SELECT 1'}}")).workflowId())
          .isEqualTo("transient_1");
    }

    /** D-14, D-33: a submission that may have been taken was sent again. */
    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void areNotRepeatedWhenTheServerFailed(int status) {
      amc.answers(json(status, "{'message':'Endpoint request timed out'}", "Retry-After", "1"));

      assertThatThrownBy(() -> api.submit(REQUEST))
          .isInstanceOfSatisfying(
              AmbiguousSubmission.class, e -> assertThat(e.since()).isEqualTo(FakeTime.START))
          .hasMessageContaining("submit an execution of workflow 'w'")
          .hasMessageContaining("Endpoint request timed out")
          .hasMessageContaining("Look for it");
      assertThat(amc.calls).hasSize(1);
      assertThat(time.pauses).isEmpty();
    }

    /** D-14, D-33. */
    @Test
    void areNotRepeatedWhenTheConnectionWasLost() {
      amc.answers(lost());

      assertThatThrownBy(() -> api.submit(REQUEST))
          .isInstanceOf(AmbiguousSubmission.class)
          .hasMessageContaining("connection lost");
      assertThat(amc.calls).hasSize(1);
    }

    /** D-14, D-33. */
    @Test
    void areNotRepeatedWhenNoAnswerCame() {
      amc.answers(amc.silent(), amc.stuck());
      AmcApi hasty = client(patience(SOON)).of(ACME);

      assertThatThrownBy(() -> hasty.submit(REQUEST)).isInstanceOf(AmbiguousSubmission.class);
      assertThatThrownBy(() -> hasty.submit(REQUEST)).isInstanceOf(AmbiguousSubmission.class);
      assertThat(amc.calls).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>", "{'status':'PENDING'}"})
    void thatSucceededWithoutAnIdAreAmbiguous(String body) {
      amc.answers(json(200, body));

      assertThatThrownBy(() -> api.submit(REQUEST)).isInstanceOf(AmbiguousSubmission.class);
      assertThat(amc.calls).hasSize(1);
    }

    @Test
    void areNotRepeatedByWhoWasInterrupted() {
      amc.answers(then(Thread.currentThread()::interrupt, amc.silent()));

      assertThatThrownBy(() -> api.submit(REQUEST)).isInstanceOf(AmbiguousSubmission.class);
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void areRepeatedWhenTheyWereNotTaken() {
      amc.answers(
          json(429, "{'message':'Too many'}", "Retry-After", "3"),
          json(401, "{}"),
          json(429, ""),
          json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(api.submit(REQUEST).id()).isEqualTo("e1");
      assertThat(amc.calls).hasSize(4);
      assertThat(time.pauses.get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void thatAreLostAfterOneThatWasNotTakenAreAmbiguousSinceTheFirst() {
      amc.answers(json(429, ""), lost());

      assertThatThrownBy(() -> api.submit(REQUEST))
          .isInstanceOfSatisfying(
              AmbiguousSubmission.class, e -> assertThat(e.since()).isEqualTo(FakeTime.START));
    }

    @Test
    void areRepeatedWhenThereWasNoConnection() {
      amc.close();

      assertThatThrownBy(() -> api.submit(REQUEST))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("no connection")
          .hasMessageContaining("the last of 8 attempts");
      assertThat(time.pauses).hasSize(7);
    }

    /** D-15: a refusal was tried again like an outage. */
    @Test
    void thatAreRefusedAreRefused() {
      amc.answers(json(404, "{'details':'Workflow with ID w does not exist'}"));

      assertThatThrownBy(() -> api.submit(REQUEST))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Workflow with ID w does not exist");
    }
  }

  @Nested
  class Connections {

    @Test
    void areKeptForTheNextCallUnlessTheyMayHaveDied() {
      amc.answers(json(200, EXECUTION), json(200, EXECUTION), json(200, EXECUTION));

      api.submit(REQUEST);
      time.pass(Duration.ofSeconds(19));
      api.submit(REQUEST);
      time.pass(Duration.ofSeconds(21));
      api.submit(REQUEST);

      assertThat(amc.ports.get(1)).isEqualTo(amc.ports.get(0));
      assertThat(amc.ports.get(2)).isNotEqualTo(amc.ports.get(0));
    }
  }

  @Nested
  class Pauses {

    @Test
    void aServerThatAsksForTimeGetsIt() {
      String date = "Sun, 01 Mar 2026 12:00:15 GMT";
      amc.answers(json(503, "", "Retry-After", date), json(200, EXECUTION));

      assertThat(api.execution("e1")).isPresent();
      assertThat(time.pauses.get(0))
          .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(15).plusMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "", "1.5", "Sun, 01 Mar 2020 12:00:15 GMT"})
    void whatIsNoTimeIsNoReasonToWait(String header) {
      amc.answers(json(429, "", "Retry-After", header), json(200, EXECUTION));

      assertThat(api.execution("e1")).isPresent();
      assertThat(time.pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(250));
    }

    /** D-33: a pause was longer than the function lives. */
    @Test
    void aServerThatAsksForMoreTimeThanThereIsIsNotWaitedFor() {
      amc.answers(json(429, "", "Retry-After", "367"));

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("HTTP 429")
          .hasMessageContaining("more than the PT50S left");
      assertThat(time.pauses).isEmpty();
    }

    /** D-33. */
    @Test
    void allAttemptsTogetherEndInTime() {
      for (int i = 0; i < 3; i++) {
        amc.answers(then(() -> time.pass(Duration.ofSeconds(20)), json(503, "")));
      }

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("read execution 'e1'");
      assertThat(Duration.between(FakeTime.START, time.instant()))
          .isLessThanOrEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void pagesShareTheTime() {
      for (int i = 0; i < 3; i++) {
        amc.answers(
            then(
                () -> time.pass(Duration.ofSeconds(20)),
                json(200, "{'executions':[],'nextToken':'t" + i + "'}")));
      }

      assertThatThrownBy(() -> api.executionsSince(FakeTime.START))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("No time left to list executions");
    }

    @Test
    void theyAreARandomPartOfABoundThatDoubles() {
      var random = new SplittableRandom(1);
      Patience patience = Patience.DEFAULT;

      for (int attempt = 1; attempt <= 40; attempt++) {
        long bound = Math.min(8_000, 250L << Math.min(attempt - 1, 20));
        int last = attempt;
        long[] pauses =
            IntStream.range(0, 500)
                .mapToLong(i -> patience.pause(last, random).toMillis())
                .sorted()
                .toArray();
        assertThat(pauses[0]).isBetween(0L, bound / 10);
        assertThat(pauses[499]).isBetween(bound * 9 / 10, bound);
      }
    }
  }
}

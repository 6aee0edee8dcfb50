package io.amcinsights.wfm.amc;

import static io.amcinsights.wfm.amc.FakeAmc.json;
import static io.amcinsights.wfm.amc.FakeAmc.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException.Remedy;
import io.amcinsights.core.error.UnavailableException;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionsTest extends AmcTest {

  private static final String ITEM = "/amc/reporting/amcacme/workflowExecutions/e1";

  private static String execution(String status) {
    return "{'workflowExecutionId':'e1','workflowId':'w','status':'%s'}".formatted(status);
  }

  @Nested
  class Reading {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExecutionIsReadFlatOrWrapped(boolean wrapped) {
      String body =
          "{'workflowExecutionId':'e1','workflowId':'w','status':'FAILED','statusReason':'too few',"
              + "'createTime':'2023-09-18T22:01:56Z','lastUpdatedTime':'2023-09-18T22:02:00',"
              + "'outputS3URI':'s3://b/k','workflow':{'workflowId':'x'}}";
      amc.answers(json(200, wrapped ? "{'workflowExecution':" + body + "}" : body));

      WorkflowExecution execution = api.execution("e1").orElseThrow();

      assertThat(execution.id()).isEqualTo("e1");
      assertThat(execution.workflowId()).isEqualTo("w");
      assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(execution.statusReason()).isEqualTo("too few");
      assertThat(execution.createTime()).isEqualTo(Instant.parse("2023-09-18T22:01:56Z"));
      assertThat(execution.lastUpdatedTime()).isEqualTo(Instant.parse("2023-09-18T22:02:00Z"));
      assertThat(execution.outputS3Uri()).isEqualTo("s3://b/k");
      assertThat(amc.lines()).containsExactly("GET " + ITEM + "?includeWorkflow=false");
    }

    @Test
    void whatIsMissingOrUnreadableIsAbsent() {
      amc.answers(json(200, "{'workflowExecutionId':'e1','createTime':'yesterday'}"));

      WorkflowExecution execution = api.execution("e1").orElseThrow();

      assertThat(execution.status().isFinal()).isFalse();
      assertThat(execution.workflowId()).isNull();
      assertThat(execution.createTime()).isNull();
    }

    @Test
    void anExecutionThatIsNotThereIsEmpty() {
      amc.answers(
          json(404, "{}"),
          json(400, "{'details':'Workflow execution with ID e1 could not be found'}"));

      assertThat(api.execution("e1")).isEmpty();
      assertThat(api.execution("e1")).isEmpty();
    }

    /** D-34: a poll that failed made the execution a failed one. */
    @Test
    void aPollThatFailsSaysNothingAboutTheExecution() {
      for (int i = 0; i < 8; i++) {
        amc.answers(json(504, "{'message':'Endpoint request timed out'}"));
      }

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOfSatisfying(
              UnavailableException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.RETRY))
          .hasMessageContaining("read execution 'e1'")
          .hasMessageContaining("Endpoint request timed out");
    }
  }

  @Nested
  class Listing {

    private static final Instant SINCE = Instant.parse("2024-01-01T00:00:00.900Z");

    /** D-18, D-36: null for the next page was asked for, for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",'nextToken':null", ",'nextToken':''"})
    void theLastPageIsTheOneWithoutANextOne(String end) {
      amc.answers(
          json(200, "{'executions':[{'workflowExecutionId':'a'}],'nextToken':'t+1'}"),
          json(200, "{'executions':[{'workflowExecutionId':'b'}]" + end + "}"));

      assertThat(api.executionsSince(SINCE))
          .extracting(WorkflowExecution::id)
          .containsExactly("a", "b");
      assertThat(amc.lines())
          .containsExactly(
              "GET /amc/reporting/amcacme/workflowExecutions?minCreationTime=2024-01-01T00%3A00%3A00",
              "GET /amc/reporting/amcacme/workflowExecutions?minCreationTime=2024-01-01T00%3A00%3A00"
                  + "&nextToken=t%2B1");
    }

    @Test
    void aPageThatComesAgainEndsTheListWithAnError() {
      amc.answers(
          json(200, "{'executions':[],'nextToken':'t1'}"),
          json(200, "{'executions':[],'nextToken':'t2'}"),
          json(200, "{'executions':[],'nextToken':'t1'}"));

      assertThatThrownBy(() -> api.executionsSince(SINCE))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("same next page");
    }

    /** D-16: what a failed list did not show was about to be marked as deleted. */
    @Test
    void aListIsWholeOrNone() {
      amc.answers(
          json(200, "{'executions':[{'workflowExecutionId':'a'}],'nextToken':'t1'}"),
          json(400, "{'message':'bad token'}"));

      assertThatThrownBy(() -> api.executionsSince(SINCE))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("bad token");
    }

    /** D-17: one odd row ended the whole. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'message':'odd'}",
          "{'code':'200','executions':null}",
          "{'executions':'none'}",
          "{'executions':[{'message':'odd'}]}",
          ""
        })
    void whatIsNoListIsNotAnEmptyOne(String body) {
      amc.answers(json(200, body));

      assertThatThrownBy(() -> api.executionsSince(SINCE)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'executions':null}", "{'executions':[]}"})
    void anInstanceWithoutExecutionsHasAnEmptyList(String body) {
      amc.answers(json(200, body));

      assertThat(api.executionsSince(SINCE)).isEmpty();
    }

    @Test
    void whatMovedToTheNextPageIsListedOnceAsSeenLast() {
      amc.answers(
          json(200, "{'executions':[" + execution("PENDING") + "],'nextToken':'t'}"),
          json(200, "{'executions':[{'workflowExecution':" + execution("RUNNING") + "}]}"));

      assertThat(api.executionsSince(SINCE))
          .extracting(WorkflowExecution::status)
          .containsExactly(ExecutionStatus.RUNNING);
    }
  }

  @Nested
  class Cancelling {

    /** D-32, D-36: cancelling could not be started, and then looked for a status in a number. */
    @Test
    void anExecutionUnderwayIsCancelled() {
      amc.answers(
          json(200, execution("RUNNING")), json(200, "{}"), json(200, execution("CANCELLED")));

      assertThat(api.cancel("e1").orElseThrow().status()).isEqualTo(ExecutionStatus.CANCELLED);

      assertThat(amc.lines())
          .containsExactly(
              "GET " + ITEM + "?includeWorkflow=false",
              "PUT " + ITEM,
              "GET " + ITEM + "?includeWorkflow=false");
      assertThat(amc.calls.get(1).body()).isEqualTo("{\"status\":\"CANCELLED\"}");
    }

    /** D-36: what had ended was cancelled all the same. */
    @Test
    void whatHasEndedIsLeftAlone() {
      amc.answers(json(200, execution("SUCCEEDED")));

      assertThat(api.cancel("e1").orElseThrow().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(amc.calls).hasSize(1);
    }

    @Test
    void whatEndsMeanwhileStaysAsItEnded() {
      amc.answers(
          json(200, execution("RUNNING")),
          json(400, "{'message':'already finished'}"),
          json(200, execution("SUCCEEDED")));

      assertThat(api.cancel("e1").orElseThrow().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatTakesItsTimeIsShownAsItIs() {
      amc.answers(json(200, execution("RUNNING")), raw(204, ""), json(200, execution("RUNNING")));

      assertThat(api.cancel("e1").orElseThrow().status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void aRefusalIsTold() {
      amc.answers(
          json(200, execution("RUNNING")),
          json(400, "{'message':'not yours'}"),
          json(200, execution("RUNNING")));

      assertThatThrownBy(() -> api.cancel("e1"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("cancel execution 'e1'")
          .hasMessageContaining("not yours");
    }

    @Test
    void whatIsNotThereCannotBeCancelled() {
      amc.answers(json(404, "{}"));

      assertThat(api.cancel("e1")).isEmpty();
    }
  }

  @Nested
  class Results {

    @Test
    void addressesAreReadAndNotPrinted() {
      amc.answers(
          json(
              200,
              "{'downloadUrls':['https://s/a?X-Sig=1'],'metadataDownloadUrls':['https://m']}"));

      DownloadUrls urls = api.downloadUrls("e1").orElseThrow();

      assertThat(urls.results()).containsExactly("https://s/a?X-Sig=1");
      assertThat(urls.metadata()).containsExactly("https://m");
      assertThat(urls.toString()).isEqualTo("DownloadUrls[1 of results, 1 of metadata]");
    }

    @Test
    void beforeThereAreResultsThereAreNoAddresses() {
      amc.answers(json(400, "{'message':'Execution with ID e1 is unavailable for download.'}"));

      assertThat(api.downloadUrls("e1")).isEmpty();
    }
  }

  @Nested
  class Statuses {

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "FAILED", "REJECTED", "CANCELLED"})
    void fourAreFinal(String text) {
      assertThat(new ExecutionStatus(text).isFinal()).isTrue();
      assertThat(new ExecutionStatus(text).isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "RUNNING", "PUBLISHING"})
    void threeAreUnderway(String text) {
      assertThat(new ExecutionStatus(text).isFinal()).isFalse();
      assertThat(new ExecutionStatus(text).isKnown()).isTrue();
    }

    @Test
    void anUnknownOneIsKeptAndCountsAsRunning() {
      amc.answers(json(200, execution("MARINATING")));

      ExecutionStatus status = api.execution("e1").orElseThrow().status();

      assertThat(status).hasToString("MARINATING");
      assertThat(status.isFinal()).isFalse();
      assertThat(status.isKnown()).isFalse();
    }
  }
}

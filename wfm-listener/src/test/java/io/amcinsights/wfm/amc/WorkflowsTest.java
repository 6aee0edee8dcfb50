package io.amcinsights.wfm.amc;

import static io.amcinsights.wfm.amc.FakeAmc.json;
import static io.amcinsights.wfm.amc.FakeAmc.lost;
import static io.amcinsights.wfm.amc.FakeAmc.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowsTest extends AmcTest {

  private static final ObjectNode DEFINITION =
      document("{'workflowId':'w','sqlQuery':'SELECT a FROM b'}");

  @Test
  void aRequestSaysWhoAsksForWhomAndWhat() {
    amc.answers(json(200, "{}"));

    assertThat(api.createWorkflow(DEFINITION)).isTrue();

    FakeAmc.Seen seen = amc.calls.get(0);
    assertThat(seen.line()).isEqualTo("POST /amc/reporting/amcacme/workflows");
    assertThat(seen.body()).isEqualTo(DEFINITION.toString());
    assertThat(seen.header("Authorization")).isEqualTo("Bearer Atza|old");
    assertThat(seen.header("Amazon-Advertising-API-ClientId")).isEqualTo("client");
    assertThat(seen.header("Amazon-Advertising-API-AdvertiserId")).isEqualTo("ENTITY1");
    assertThat(seen.header("Amazon-Advertising-API-MarketplaceId")).isEqualTo("ATVPDKIKX0DER");
    assertThat(seen.header("Content-Type")).isEqualTo("application/json");
    assertThat(seen.header("x-amzn-service-name")).isEqualTo("amc-data-lake");
    assertThat(seen.header("x-amzn-service-version")).startsWith("v");
  }

  /** D-37: a slash in an id led to another path. */
  @Test
  void whateverAnIdHoldsItStaysOneSegment() {
    amc.answers(json(404, "{}"), json(404, "{}"), json(404, "{}"));

    assertThat(api.workflow("a/../b?x=1#y z")).isEmpty();
    assertThat(api.execution("%2F")).isEmpty();
    assertThat(api.downloadUrls("ä;b")).isEmpty();

    assertThat(amc.lines())
        .containsExactly(
            "GET /amc/reporting/amcacme/workflows/a%2F..%2Fb%3Fx%3D1%23y%20z",
            "GET /amc/reporting/amcacme/workflowExecutions/%252F?includeWorkflow=false",
            "GET /amc/reporting/amcacme/workflowExecutions/%C3%A4%3Bb/downloadUrls");
  }

  /** D-37: so did dots. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void whatIsNoIdIsNotSent(String id) {
    assertThatThrownBy(() -> api.deleteWorkflow(id)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> api.execution(id)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> api.createWorkflow(document("{'workflowId':'" + id + "'}")))
        .isInstanceOf(InvalidInputException.class);
    assertThat(amc.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':'Workflow with ID w already exists.'}",
        "{'message':'Workflow with ID w already exists'}",
        "{'code':'400','details':'workflow ALREADY EXISTS'}"
      })
  void aWorkflowThatIsThereIsNotMadeAgain(String body) {
    amc.answers(json(400, body));

    assertThat(api.createWorkflow(DEFINITION)).isFalse();
  }

  @Test
  void creatingIsRepeatedForTheSecondIsRefused() {
    amc.answers(lost(), json(400, "{'message':'Workflow with ID w already exists.'}"));

    assertThat(api.createWorkflow(DEFINITION)).isFalse();
  }

  /** D-36: an empty answer to what was done counted as a failure. */
  @Test
  void emptyAnswersAreGoodOnes() {
    amc.answers(raw(204, ""), raw(200, ""), raw(202, ""));

    api.deleteWorkflow("w");
    assertThat(api.updateWorkflow(DEFINITION)).isTrue();
    assertThat(api.createWorkflow(DEFINITION)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void whatIsNotThereCannotBeUpdatedAndNeedNotBeDeleted(int status) {
    String body = "{'message':'Workflow with ID w does not exist.'}";
    amc.answers(json(status, body), json(status, body), json(status, body));

    assertThat(api.updateWorkflow(DEFINITION)).isFalse();
    assertThat(api.workflow("w")).isEmpty();
    api.deleteWorkflow("w");
  }

  @Test
  void aTableThatDoesNotExistIsNotAWorkflowThatDoesNot() {
    amc.answers(json(400, "{'details':'Table b does not exist'}"));

    assertThatThrownBy(() -> api.updateWorkflow(DEFINITION))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("update workflow 'w'")
        .hasMessageContaining("Table b does not exist");
  }

  @Test
  void aDeletionThatAScheduleForbidsIsRefused() {
    amc.answers(json(400, "{'message':'Workflow with ID w is referenced by a schedule.'}"));

    assertThatThrownBy(() -> api.deleteWorkflow("w"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("delete workflow 'w'")
        .hasMessageContaining("referenced by a schedule");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'workflowId':'w','sqlQuery':'SELECT 1'}",
        "{'workflow':{'workflowId':'w','sqlQuery':'SELECT 1'}}"
      })
  void aWorkflowIsReadFlatOrWrapped(String body) {
    amc.answers(json(200, body));

    Workflow workflow = api.workflow("w").orElseThrow();

    assertThat(workflow.id()).isEqualTo("w");
    assertThat(workflow.definition().path("sqlQuery").asText()).isEqualTo("SELECT 1");
    assertThat(workflow.toString()).doesNotContain("SELECT");
  }

  @Test
  void workflowsOfAllPagesAreListed() {
    amc.answers(
        json(200, "{'workflows':[{'workflowId':'a'},{'workflowId':'b'}],'nextToken':'t/1'}"),
        json(200, "{'workflows':[{'workflowId':'c'}],'nextToken':null}"));

    assertThat(api.workflows()).extracting(Workflow::id).containsExactly("a", "b", "c");
    assertThat(amc.lines())
        .containsExactly(
            "GET /amc/reporting/amcacme/workflows",
            "GET /amc/reporting/amcacme/workflows?nextToken=t%2F1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':'Bad column.'}",
        "{'details':'Bad column.'}",
        "{'code':'400','details':'Bad column.'}",
        "{'code':'VALIDATION','details':{'reason':'Bad column.'}}"
      })
  void anErrorIsReadInAllItsShapes(String body) {
    amc.answers(json(400, body, "x-amzn-RequestId", "r-1"));

    assertThatThrownBy(() -> api.createWorkflow(DEFINITION))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HTTP 400, request r-1")
        .hasMessageContaining("Bad column.");
  }

  /** D-36: an error that was no JSON hid behind one of its own. */
  @Test
  void anErrorThatIsNoJsonIsCountedAndNotQuoted() {
    amc.answers(
        raw(400, "<html>SELECT</html>"), raw(410, ""), raw(302, "", "Location", "http://x"));

    assertThatThrownBy(() -> api.createWorkflow(DEFINITION))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HTTP 400: 19 characters that are no JSON object");
    assertThatThrownBy(() -> api.workflow("w"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HTTP 410: no explanation");
    assertThatThrownBy(() -> api.workflow("w"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HTTP 302");
  }

  /** D-17: any body was taken for what had been asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{'status':'open'}", "{'message':'odd'}"})
  void aGoodStatusWithAnotherBodyIsNoAnswer(String body) {
    amc.answers(json(200, body));

    assertThatThrownBy(() -> api.workflow("w")).isInstanceOf(UnavailableException.class);
  }
}

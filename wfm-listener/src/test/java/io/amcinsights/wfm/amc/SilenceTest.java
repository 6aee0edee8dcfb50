package io.amcinsights.wfm.amc;

import static io.amcinsights.wfm.amc.FakeAmc.json;
import static io.amcinsights.wfm.amc.FakeAmc.lost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** D-41: requests, SQL, answers and signed addresses were logged. */
class SilenceTest extends AmcTest {

  private static final String SQL =
      "SELECT campaign, SUM(clicks) FROM dsp_clicks WHERE brand = 'Nightshade' GROUP BY campaign";
  private static final ObjectNode DEFINITION = document("{'workflowId':'w'}").put("sqlQuery", SQL);
  private static final ObjectNode REQUEST =
      document("{'workflow':{}}").set("workflow", DEFINITION.deepCopy());

  private final LogLines log = new LogLines();

  @AfterEach
  void stop() {
    log.close();
  }

  private void expectSilence(Throwable... thrown) {
    StringWriter said = new StringWriter();
    log.lines().forEach(said::write);
    for (Throwable it : thrown) {
      assertThat(it).isNotNull();
      it.printStackTrace(new PrintWriter(said, true));
    }
    for (String secret :
        List.of(
            "SELECT",
            "dsp_clicks WHERE",
            "Nightshade",
            "SUM(clicks)",
            "Atza",
            "Atzr",
            "hush-hush",
            "X-Amz-Signature",
            "page-token")) {
      assertThat(said.toString()).doesNotContain(secret);
    }
  }

  @Test
  void whatAmcQuotesOfTheSqlIsLeftOut() {
    String quotes =
        "{\"message\":\"line 1:8: cannot resolve 'clickz' near [%s] or [= 'Nightshade' GROUP]\"}"
            .formatted(SQL.substring(7, 60));
    amc.answers(FakeAmc.raw(400, quotes), FakeAmc.raw(400, quotes), FakeAmc.raw(500, quotes));

    Throwable created = catchThrowable(() -> api.createWorkflow(DEFINITION));
    Throwable updated = catchThrowable(() -> api.updateWorkflow(DEFINITION));
    Throwable submitted = catchThrowable(() -> api.submit(REQUEST));

    expectSilence(created, updated, submitted);
    assertThat(created).hasMessageContaining("cannot resolve 'clickz'");
  }

  @Test
  void neitherIsSqlOfAnotherRequestQuoted() {
    amc.answers(
        FakeAmc.raw(400, "{\"details\":\"Query failed: %s\"}".formatted(SQL)),
        FakeAmc.raw(200, "{\"sqlQuery\":\"%s\"}".formatted(SQL)));

    expectSilence(
        catchThrowable(() -> api.submit(document("{'workflowId':'w'}"))),
        catchThrowable(() -> api.workflow("w")));
  }

  @Test
  void retriesAreLoggedWithoutWhatWasSent() {
    amc.answers(
        json(503, "{'message':'Bearer Atza|old is tired'}"),
        lost(),
        json(401, "{'message':'Atza|old'}"),
        json(200, "{}"));
    amc.answersLogin(
        json(500, "{'error':'Atzr|old hush-hush'}"),
        json(200, "{'access_token':'Atza|new','refresh_token':'Atzr|new'}"));

    assertThat(api.updateWorkflow(DEFINITION)).isTrue();

    expectSilence();
    assertThat(log.lines())
        .hasSize(3)
        .allMatch(it -> it.startsWith("WARN"))
        .anyMatch(it -> it.contains("update workflow 'w': HTTP 503"));
  }

  @Test
  void signedAddressesAndPageTokensAreInNoLine() {
    String body = "{'message':'see https://bucket/key?X-Amz-Signature=abc for more'}";
    amc.answers(
        json(500, body),
        json(400, body),
        json(200, "{'executions':[],'nextToken':'page-token'}"),
        json(500, "{}"),
        json(400, "{}"));

    expectSilence(
        catchThrowable(() -> api.downloadUrls("e1")),
        catchThrowable(() -> api.executionsSince(FakeTime.START)));
  }

  @Test
  void aRefusedLoginTellsNoSecret() {
    amc.answers(json(401, "{}"), json(401, "{}"));
    amc.answersLogin(
        json(400, "{'error':'Atzr|old','error_description':'hush-hush'}"),
        json(401, "hush-hush {"));

    expectSilence(
        catchThrowable(() -> api.execution("e1")), catchThrowable(() -> api.execution("e1")));
  }

  @Test
  void recordsWithSecretsDoNotPrintThem() {
    assertThat(credential("Atza|old", "Atzr|old").toString()).isEqualTo("Credential[version=]");
    assertThat(new Workflow("w", DEFINITION).toString()).isEqualTo("Workflow[id=w]");
    amc.answers(json(200, "{'workflowExecutionId':'e1','workflow':{'sqlQuery':'SELECT 1'}}"));
    assertThat(api.submit(REQUEST).toString()).doesNotContain("SELECT");
  }
}

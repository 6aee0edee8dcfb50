package io.amcinsights.wfm.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.RunRequest;
import io.amcinsights.core.message.RunRequestJson;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunStarterTest {

  private static final Instant DUE = Instant.parse("2026-03-02T02:30:00Z");

  private final RunLake lake = new RunLake();

  private static ExecutionRequest window(String start, String end, String zone) {
    return new ExecutionRequest(Map.of(), "EXPLICIT", start, end, zone, false);
  }

  private Run begin(ExecutionRequest request) {
    return lake.begin(new RunRequest("acme", "reach", "daily", DUE, null, null, request));
  }

  @Test
  void theSameTimeOfAScheduleIsOneRunHoweverOftenItIsAskedFor() {
    Run first = lake.begin(RunLake.fired("acme", DUE));

    assertThat(lake.begin(RunLake.fired("acme", DUE))).isEqualTo(first);
    assertThat(lake.stored.ofTenant("acme", 10)).containsExactly(first);
    assertThat(lake.machines.status(RunLake.MACHINE, first.runId()))
        .isEqualTo(Machines.Status.RUNNING);
  }

  @Test
  void datesAreThoseOfTheTimeTheRunIsForInItsZone() {
    Run late = begin(window("TODAY(-1)", "TODAY()", "America/New_York"));

    assertThat(late.request().timeWindowStart()).isEqualTo("2026-02-28T00:00:00");
    assertThat(late.request().timeWindowEnd()).isEqualTo("2026-03-01T00:00:00");
  }

  @Test
  void aRequestWithAWrongMacroIsARunThatSaysSo() {
    Run run = begin(window("YESTERDAY()", "TODAY()", null));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.reason()).contains("timeWindowStart", "YESTERDAY()");
  }

  @Test
  void oneMessageThatFailsDoesNotStopTheOthers() {
    var event = Json.object();
    event
        .putArray("Records")
        .add(Json.object().put("messageId", "m1").put("body", "no request"))
        .add(
            Json.object()
                .put("messageId", "m2")
                .put("body", RunRequestJson.write(RunLake.fired("acme", DUE))));

    var answer = new StartRunsHandler(lake.starter()).run(event);

    assertThat(answer.toString())
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
    assertThat(lake.stored.ofTenant("acme", 10)).hasSize(1);
  }

  @Test
  void aScheduleSendsTheTimeItFiredAt() {
    String template = RunRequestJson.template(RunLake.fired("acme", DUE));
    String sent = template.replace(RunRequestJson.SCHEDULED_TIME, "2026-03-02T02:30:00Z");

    assertThat(RunRequestJson.read(sent)).isEqualTo(RunLake.fired("acme", DUE));
  }
}

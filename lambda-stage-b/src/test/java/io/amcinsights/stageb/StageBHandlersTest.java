package io.amcinsights.stageb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.LoadInputJson;
import io.amcinsights.core.metrics.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Handlers as the state machine calls them: one's answer is a part of the next one's task. */
class StageBHandlersTest {

  private static final Duration REMAINING = Duration.ofMinutes(4);

  private final StageBLake lake = new StageBLake();

  @Test
  void planLoadAndFinishPassOnWhatTheNextOneNeeds() throws Exception {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    String folder = "loads/%s/%d/0/".formatted(StageBLake.TABLE, lake.generation());
    var planner = new PlanLoadHandler(lake.planner, lake.metrics);

    JsonNode plan = call(planner, task().put("round", 0));
    assertThat(Json.text(plan, "action")).isEqualTo("LOAD");
    assertThat(Json.text(plan, "engine")).isEqualTo("lambda");
    assertThat(Json.text(plan, "manifest")).isEqualTo("s3://stage/" + folder + "manifest.json");
    assertThat(Json.text(plan, "commitId"))
        .isEqualTo("%s/%d/0".formatted(StageBLake.TABLE, lake.generation()));

    JsonNode result = call(new LoadTableHandler(lake.load, lake.clock), task().set("plan", plan));
    assertThat(Json.text(result, "result")).startsWith("s3://stage/" + folder + "result-");

    assertThat(lake.engine.deadline())
        .isEqualTo(lake.clock.instant().plus(REMAINING).minusSeconds(10));

    ObjectNode finish = task();
    finish.set("plan", plan);
    finish.set("result", result);
    assertThat(call(new FinishLoadHandler(lake.finisher, lake.metrics), finish).toString())
        .isEqualTo("{}");
    assertThat(lake.state(one)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.metrics.sum(Metric.COMMITTED)).isEqualTo(1);
    assertThat(lake.metrics.sum(Metric.ROWS)).isEqualTo(lake.find(one).rows());
    assertThat(lake.metrics.values(Metric.SECONDS_TO_TABLE)).hasSize(1);
    assertThat(lake.metrics.flushes()).isEqualTo(2);

    assertThat(call(planner, task().put("round", 1)).toString())
        .isEqualTo("{\"action\":\"CLOSED\"}");
  }

  @Test
  void aPlanForGlueNamesTheJobAndItsWorkers() throws Exception {
    lake.limits(1_000, 1 << 28, new Dataset.GlueSettings(null, "G.2X", 5, 2_000, 100));
    lake.ready("one", 1, "hash-1");
    lake.ready("two", 2, "hash-2");

    JsonNode plan = call(new PlanLoadHandler(lake.planner, lake.metrics), task().put("round", 0));

    assertThat(Json.text(plan, "engine")).isEqualTo("glue");
    assertThat(Json.text(plan, "reason")).startsWith("Glue: 2 files, 2 KB; glue.minBytes is 2 KB");
    assertThat(Json.text(plan, "jobName")).isEqualTo(StageBLake.GLUE_JOB);
    assertThat(Json.text(plan, "workerType")).isEqualTo("G.2X");
    assertThat(Json.integer(plan, "workers")).isEqualTo(5);
  }

  @Test
  void finishLoadNotesTheRunOfAJobOnce() throws Exception {
    lake.limits(1_000, 1 << 28, new Dataset.GlueSettings(null, "G.2X", 5, 1, 100));
    lake.ready("one", 1, "hash-1");
    ObjectNode finish = task();
    JsonNode plan = call(new PlanLoadHandler(lake.planner, lake.metrics), task().put("round", 0));
    finish.set("plan", plan);
    ObjectNode result =
        (ObjectNode) call(new LoadTableHandler(lake.load, lake.clock), finish.deepCopy());
    result.putObject("run").put("seconds", 95).put("endedAt", lake.clock.millis());
    finish.set("result", result);

    call(new FinishLoadHandler(lake.finisher, lake.metrics), finish);
    call(new FinishLoadHandler(lake.finisher, lake.metrics), finish);

    Execution history = lake.executions.find(lake.execution()).orElseThrow();
    assertThat(history.history())
        .extracting(Execution.Step::glue)
        .containsOnlyOnce(new Execution.GlueRun("G.2X", 5, 95));
    assertThat(history.decisions()).contains("Glue ran 95 s on 5 workers G.2X");
  }

  @Test
  void failLoadTakesAnEmptyPlan() throws Exception {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    ObjectNode task = task().put("executionArn", "arn");
    task.putObject("plan");
    task.putObject("error")
        .put("Error", "io.amcinsights.core.error.InvalidInputException")
        .put("Cause", "{\"errorMessage\":\"Dataset team-data is not deployed\"}");

    assertThat(call(new FailLoadHandler(lake.failure, lake.metrics), task).toString())
        .isEqualTo("{}");
    assertThat(lake.find(one).reason())
        .isEqualTo("InvalidInputException: Dataset team-data is not deployed");
  }

  @Test
  void theSweeperAnswersWhatItDid() throws Exception {
    assertThat(call(new SweeperHandler(lake.sweeper, lake.metrics), Json.object()).toString())
        .isEqualTo("{\"retried\":0,\"settled\":0,\"rung\":0,\"failed\":0}");
  }

  @Test
  void finishingAgainMeasuresNothingAgain() throws Exception {
    lake.ready("one", 1, "hash-1");
    ObjectNode finish = task();
    JsonNode plan = call(new PlanLoadHandler(lake.planner, lake.metrics), task().put("round", 0));
    finish.set("plan", plan);
    finish.set(
        "result", call(new LoadTableHandler(lake.load, lake.clock), task().set("plan", plan)));
    call(new FinishLoadHandler(lake.finisher, lake.metrics), finish);
    lake.later(Duration.ofSeconds(3));

    call(new FinishLoadHandler(lake.finisher, lake.metrics), finish);

    assertThat(lake.metrics.sum(Metric.COMMITTED)).isEqualTo(1);
    assertThat(lake.metrics.values(Metric.SECONDS_TO_TABLE)).hasSize(1);
  }

  @Test
  void aFunctionThatFailsWritesWhatItMeasuredBefore() {
    var handler = new FinishLoadHandler(lake.finisher, lake.metrics);

    assertThatThrownBy(() -> call(handler, task())).isInstanceOf(InvalidInputException.class);

    assertThat(lake.metrics.flushes()).isEqualTo(1);
  }

  private ObjectNode task() {
    ObjectNode task = Json.object().put("execution", lake.execution());
    task.set("input", LoadInputJson.toJson(lake.input()));
    return task;
  }

  private static JsonNode call(RequestStreamHandler handler, JsonNode input) throws Exception {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(input.toString().getBytes(UTF_8)), out, context());
    return Json.read("answer", out.toString(UTF_8));
  }

  /** Answers nothing but the time that is left. */
  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> Math.toIntExact(REMAINING.toMillis()));
  }
}

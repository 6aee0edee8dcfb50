package io.amcinsights.stagea;

import static io.amcinsights.stagea.StageALake.EXECUTION;
import static io.amcinsights.stagea.StageALake.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.metrics.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers as Lambda calls them: a stream in, a stream out. */
class StageAHandlersTest {

  @TempDir private Path work;

  @Test
  void lightTransformAnswersStateAndReason() throws Exception {
    StageALake lake = new StageALake(work);
    var handler = new LightTransformHandler(lake.stage(), lake.metrics);

    assertThat(call(handler, task(lake.received("rows", 1))).toString())
        .isEqualTo("{\"state\":\"READY\"}");
    assertThat(call(handler, task(lake.received("", 2))).toString())
        .isEqualTo("{\"state\":\"SKIPPED\",\"reason\":\"no rows: the file is empty\"}");
  }

  @Test
  void failStageAAnswersAnEmptyObject() throws Exception {
    StageALake lake = new StageALake(work);
    Delivery delivery = lake.received("rows", 1);
    ObjectNode task = task(delivery).put("executionArn", "arn");
    task.putObject("error").put("Error", "States.Timeout");

    assertThat(call(new FailStageAHandler(lake.failure(), lake.metrics), task).toString())
        .isEqualTo("{}");
    assertThat(lake.catalog.find(delivery.ref()).orElseThrow().state())
        .isEqualTo(DeliveryState.FAILED);
    assertThat(lake.metrics.sum(Metric.FAILED)).isEqualTo(1);
    assertThat(lake.metrics.flushes()).isEqualTo(1);
  }

  private static ObjectNode task(Delivery delivery) {
    ObjectNode task = Json.object().put("execution", EXECUTION);
    task.set("input", StageAMessageJson.toJson(message(delivery, 1)));
    return task;
  }

  private static JsonNode call(RequestStreamHandler handler, JsonNode input) throws Exception {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(input.toString().getBytes(UTF_8)), out, null);
    return Json.read("answer", out.toString(UTF_8));
  }
}

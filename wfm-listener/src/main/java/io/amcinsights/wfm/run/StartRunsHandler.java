package io.amcinsights.wfm.run;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.message.RunRequestJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Messages of the queue of run requests to {@code {batchItemFailures}}: what fails comes again, and
 * lies in the dead-letter queue at last.
 */
public final class StartRunsHandler implements RequestStreamHandler {

  private static final Logger LOG = LogManager.getLogger(StartRunsHandler.class);

  private final RunStarter starter;

  public StartRunsHandler(RunStarter starter) {
    this.starter = starter;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("run requests", in, out, this::run);
  }

  JsonNode run(JsonNode event) {
    ObjectNode answer = Json.object();
    ArrayNode failures = answer.putArray("batchItemFailures");
    for (JsonNode record : event.path("Records")) {
      if (!isStarted(record)) {
        failures.addObject().put("itemIdentifier", record.path("messageId").asText());
      }
    }
    return answer;
  }

  private boolean isStarted(JsonNode record) {
    try {
      starter.start(RunRequestJson.read(Json.text(record, "body")));
      return true;
    } catch (LakeException e) {
      LOG.warn(
          "Run request {} will be retried: {}", record.path("messageId").asText(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error(
          "Run request {} failed unexpectedly and will be retried",
          record.path("messageId").asText(),
          e);
    }
    return false;
  }
}

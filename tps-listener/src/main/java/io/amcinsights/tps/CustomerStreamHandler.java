package io.amcinsights.tps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Changes of the customers table, as Lambda hands them over, to {@code {batchItemFailures}}.
 *
 * <p>A record that fails keeps later ones of its tenant from being handled, and no others. Lambda
 * comes back with everything from the first failure on.
 */
public final class CustomerStreamHandler implements RequestStreamHandler {

  private static final Logger LOG = LogManager.getLogger(CustomerStreamHandler.class);

  private final CustomerStream stream;

  /** Called by AWS Lambda. */
  public CustomerStreamHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(CustomerStreamHandler::dryPass);
  }

  public CustomerStreamHandler(FunctionContext context) {
    this(TpsWiring.stream(context));
  }

  static void dryPass(FunctionContext dry) {
    TpsWiring.stream(dry).handle(new StreamRecord("1", "nobody", null));
  }

  CustomerStreamHandler(CustomerStream stream) {
    this.stream = stream;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("stream event", in, out, this::run);
  }

  JsonNode run(JsonNode event) {
    ObjectNode answer = Json.object();
    ArrayNode failures = answer.putArray("batchItemFailures");
    var failed = new HashSet<String>();
    for (JsonNode it : event.path("Records")) {
      StreamRecord.read(it)
          .filter(record -> !failed.contains(record.customerId()))
          .filter(record -> !isHandled(record))
          .ifPresent(
              record -> {
                failed.add(record.customerId());
                failures.addObject().put("itemIdentifier", record.sequenceNumber());
              });
    }
    return answer;
  }

  private boolean isHandled(StreamRecord record) {
    try {
      stream.handle(record);
      return true;
    } catch (LakeException e) {
      LOG.warn(
          "Change {} of tenant {} will be retried: {}",
          record.sequenceNumber(),
          record.customerId(),
          e.getMessage());
    } catch (RuntimeException e) {
      LOG.error(
          "Change {} of tenant {} failed unexpectedly and will be retried",
          record.sequenceNumber(),
          record.customerId(),
          e);
    }
    return false;
  }
}

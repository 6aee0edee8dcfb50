package io.amcinsights.tps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/**
 * The tasks of the state machine that provisions tenants: {@code {step, customerId, execution,
 * state, error}} to {@code {next, seconds, state, notices}}.
 */
public final class ProvisionHandler implements RequestStreamHandler {

  private final Provisioning provisioning;
  private final Clock clock;

  /** Called by AWS Lambda. */
  public ProvisionHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(ProvisionHandler::dryPass);
  }

  public ProvisionHandler(FunctionContext context) {
    this(TpsWiring.provisioning(context), Clock.systemUTC());
  }

  static void dryPass(FunctionContext dry) {
    TpsWiring.provisioning(dry).begin("nobody", "nothing");
  }

  ProvisionHandler(Provisioning provisioning, Clock clock) {
    this.provisioning = provisioning;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("provisioning step", in, out, this::run);
  }

  private JsonNode run(JsonNode input) {
    String customer = Json.text(input, "customerId");
    String execution = Json.text(input, "execution");
    String step = Json.text(input, "step");
    Answer answer =
        switch (step) {
          case "begin" -> provisioning.begin(customer, execution);
          case "go-on" ->
              provisioning.goOn(
                  customer, execution, Progress.read(input.path("state"), clock.instant()));
          case "give-up" -> provisioning.giveUp(customer, execution, reason(input.path("error")));
          default ->
              throw new InvalidInputException(
                  "step is '%s'; expected begin, go-on or give-up", step);
        };
    return answer.toJson();
  }

  /** What Step Functions caught: for a function's exception its message within {@code Cause}. */
  private static String reason(JsonNode error) {
    String cause = error.path("Cause").asText("");
    if (cause.startsWith("{")) {
      cause = Json.read("cause", cause).path("errorMessage").asText(cause);
    }
    String name = error.path("Error").asText("Provisioning failed");
    return cause.isEmpty() ? name : "%s: %s".formatted(name, cause);
  }
}

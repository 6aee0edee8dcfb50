package io.amcinsights.core.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Why a state of an execution failed, as Step Functions reports it.
 *
 * @param code simple class name of a function's exception, or Step Functions' own code
 * @param message in plain words
 */
public record ExecutionError(String code, String message) {

  private static final int LONGEST_MESSAGE = 2_000;

  /** Reads {@code {"Error", "Cause"}}; the cause of a function or job is itself JSON. */
  public static ExecutionError read(@Nullable JsonNode error) {
    if (error == null || !error.isObject()) {
      return new ExecutionError("Unknown", "The execution failed without saying why");
    }
    String name = Json.find(error, "Error").orElse("Unknown");
    String cause = Json.find(error, "Cause").orElse("");
    String message = shortened(errorMessage(cause));
    String code = name.substring(name.lastIndexOf('.') + 1);
    return new ExecutionError(code, message.isBlank() ? name : message);
  }

  /** What a person does about it. */
  public String remedy() {
    return code.equals(InvalidInputException.class.getSimpleName())
        ? "Correct what the message names, then redrive"
        : "Redrive when the service it names works again";
  }

  /** Code and message in one sentence. */
  public String text() {
    return message.equals(code) ? code : code + ": " + message;
  }

  private static String errorMessage(String cause) {
    if (!cause.startsWith("{")) {
      return cause;
    }
    try {
      JsonNode document = Json.read("cause", cause);
      return Json.find(document, "errorMessage").orElseGet(() -> ofJobRun(document, cause));
    } catch (InvalidInputException e) {
      return cause;
    }
  }

  /** The cause of a job is the record of its run. */
  private static String ofJobRun(JsonNode run, String cause) {
    return Json.find(run, "JobRunState")
        .map(
            state ->
                "Run %s of job %s is %s: %s"
                    .formatted(
                        run.path("Id").asText(),
                        run.path("JobName").asText(),
                        state,
                        Json.find(run, "ErrorMessage").orElse("it does not say why")))
        .orElse(cause);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
  }
}

package io.amcinsights.core.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.net.URI;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Does what CloudFormation asks of a custom resource, and says so.
 *
 * <p>CloudFormation waits for an answer at its ResponseURL, for an hour if none comes: whatever
 * happens, one is sent.
 */
public final class CustomResource {

  private static final Logger LOG = LogManager.getLogger(CustomResource.class);
  private static final int LONGEST_REASON = 1_000;

  private final CustomResourceAnswers answers;

  /** Answers there. */
  public CustomResource(CustomResourceAnswers answers) {
    this.answers = answers;
  }

  /**
   * Answers a request.
   *
   * @param work does it and returns the resource's physical id
   */
  public JsonNode answer(JsonNode request, Function<JsonNode, String> work) {
    ObjectNode answer =
        Json.object()
            .put("StackId", Json.text(request, "StackId"))
            .put("RequestId", Json.text(request, "RequestId"))
            .put("LogicalResourceId", Json.text(request, "LogicalResourceId"));
    try {
      answer.put("PhysicalResourceId", work.apply(request)).put("Status", "SUCCESS");
    } catch (RuntimeException e) {
      LOG.error(
          "{} of {} failed",
          Json.find(request, "RequestType").orElse("Request"),
          Json.text(request, "LogicalResourceId"),
          e);
      answer
          .put("PhysicalResourceId", physicalId(request))
          .put("Status", "FAILED")
          .put("Reason", reason(e));
    }
    answers.send(URI.create(Json.text(request, "ResponseURL")), Json.write(answer));
    return answer;
  }

  /** Whether the resource is to go. */
  public static boolean isDelete(JsonNode request) {
    return Json.text(request, "RequestType").equals("Delete");
  }

  /** A failed update keeps its id, else CloudFormation would delete what works. */
  private static String physicalId(JsonNode request) {
    return Json.find(request, "PhysicalResourceId")
        .orElseGet(() -> "failed:" + Json.text(request, "LogicalResourceId"));
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    String reason = message == null ? e.getClass().getSimpleName() : message;
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }
}

package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What was asked of tenants one by one: one that is refused keeps no other from it. */
final class TenantAsked {

  private final List<JsonNode> answers = new ArrayList<>();
  private final List<JsonNode> refusals = new ArrayList<>();

  void ask(String customerId, Supplier<JsonNode> request) {
    try {
      answers.add(request.get());
    } catch (CommandFailure e) {
      if (e.exitCode() != CommandFailure.FAILED) {
        throw e;
      }
      refusals.add(
          Json.object()
              .put("customerId", customerId)
              .put("refused", String.valueOf(e.getMessage())));
    }
  }

  /** The tenants as their records were written. */
  List<JsonNode> answers() {
    return answers;
  }

  /** {@code {customerId, refused}} of the others. */
  List<JsonNode> refusals() {
    return refusals;
  }
}

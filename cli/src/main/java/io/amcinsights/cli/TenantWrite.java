package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Has tenants added or changed: all are looked at before the first one is written. */
final class TenantWrite {

  private final LakeClient client;
  private final Output output;

  TenantWrite(LakeClient client, Output output) {
    this.client = client;
    this.output = output;
  }

  /**
   * Refuses all when there is something against one of them.
   *
   * @param operation {@code add} or {@code update}
   * @param unreadable what was found before
   */
  void check(String operation, List<TenantRecord> records, List<String> unreadable) {
    List<String> problems = new ArrayList<>(unreadable);
    if (!records.isEmpty()) {
      ObjectNode question = Json.object().put("operation", operation);
      ArrayNode all = question.putArray("records");
      records.forEach(it -> all.add(it.fields()));
      JsonNode answers = client.post("/tenants/check", question);
      for (int i = 0; i < records.size(); i++) {
        JsonNode refused = answers.path(i).path("refused");
        if (refused.isTextual()) {
          problems.add(named(records.get(i).source()) + refused.asText());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.failed("Nothing is written:\n- " + String.join("\n- ", problems));
    }
  }

  private static String named(String source) {
    return source.isEmpty() ? "" : source + ": ";
  }

  TenantAsked write(List<TenantRecord> records, Function<TenantRecord, JsonNode> request) {
    var asked = new TenantAsked();
    for (int i = 0; i < records.size(); i++) {
      TenantRecord record = records.get(i);
      output.progress("Writing %d of %d".formatted(i + 1, records.size()));
      asked.ask(record.customerId(), () -> request.apply(record));
    }
    return asked;
  }
}

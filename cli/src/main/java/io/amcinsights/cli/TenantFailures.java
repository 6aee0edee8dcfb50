package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why what was asked of tenants did not come to a good end, and what to do about it. */
final class TenantFailures {

  private static final String FAILED = "FAILED";
  private static final String WAITING = "WAITING_FOR_PARTNER";

  private final List<JsonNode> bad;
  private final List<String> lines = new ArrayList<>();

  private TenantFailures(List<JsonNode> bad) {
    this.bad = bad;
  }

  /**
   * Each reason, then each remedy once.
   *
   * @param refusals {@code {customerId, refused}}
   * @param bad tenants that stand where nobody wanted them
   * @param waited how long they were followed
   */
  static List<String> of(List<JsonNode> refusals, List<JsonNode> bad, Duration waited) {
    var failures = new TenantFailures(bad);
    for (JsonNode it : refusals) {
      String id = it.path("customerId").asText();
      String why = it.path("refused").asText();
      failures.lines.add(why.contains(id) ? why : "Tenant %s is refused: %s".formatted(id, why));
    }
    failures.reasons();
    failures.unfinished(waited);
    failures.remedy(
        FAILED, "Correct what is wrong (lake tenant update), or try again: lake tenant retry %s");
    failures.remedy(
        WAITING, "When that is done: lake tenant retry %s. The lake looks from time to time, too.");
    return failures.lines;
  }

  private void reasons() {
    for (JsonNode it : bad) {
      if (TenantWatch.isFinal(it)) {
        lines.add(
            "Tenant %s is %s%s"
                .formatted(
                    it.path("customerId").asText(),
                    TenantWatch.status(it),
                    it.hasNonNull("reason") ? ": " + it.path("reason").asText() : ""));
      }
    }
  }

  private void unfinished(Duration waited) {
    Map<String, List<String>> open = new TreeMap<>();
    for (JsonNode it : bad) {
      if (!TenantWatch.isFinal(it)) {
        open.computeIfAbsent(TenantWatch.status(it), status -> new ArrayList<>())
            .add(it.path("customerId").asText());
      }
    }
    open.forEach(
        (status, ids) ->
            lines.add(
                "Still %s after %s: %s. The lake goes on; see: lake tenant list"
                    .formatted(status, Words.seconds(waited), String.join(", ", ids))));
  }

  private void remedy(String status, String text) {
    List<String> ids =
        bad.stream()
            .filter(it -> TenantWatch.status(it).equals(status))
            .map(it -> it.path("customerId").asText())
            .toList();
    if (!ids.isEmpty()) {
      lines.add(text.formatted(ids.size() == 1 ? ids.get(0) : "ID, or --all"));
    }
  }
}

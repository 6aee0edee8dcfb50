package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Follows tenants until what was asked of them has come to an end, all with one question. */
final class TenantWatch {

  private static final Set<String> FINAL =
      Set.of("ACTIVE", "FAILED", "WAITING_FOR_PARTNER", "OFFBOARDED");

  private static final Duration PAUSE = Duration.ofMillis(400);

  private final LakeClient client;
  private final Output output;
  private final Consumer<JsonNode> changed;
  private final Pause pause;
  private final Map<String, JsonNode> seen = new LinkedHashMap<>();

  /** Lets time pass between two looks. */
  @FunctionalInterface
  interface Pause {

    void of(Duration time) throws InterruptedException;
  }

  /**
   * @param changed hears of every tenant that stands somewhere else
   */
  TenantWatch(LakeClient client, Output output, Consumer<JsonNode> changed) {
    this(client, output, changed, it -> Thread.sleep(it.toMillis()));
  }

  TenantWatch(LakeClient client, Output output, Consumer<JsonNode> changed, Pause pause) {
    this.client = client;
    this.output = output;
    this.changed = changed;
    this.pause = pause;
  }

  /** Whether provisioning has come to an end with a tenant, good or bad. */
  static boolean isFinal(JsonNode tenant) {
    return FINAL.contains(status(tenant));
  }

  /** Whether it came to the end that its record asks for. */
  static boolean isDone(JsonNode tenant) {
    return status(tenant).equals(tenant.path("removed").asBoolean() ? "OFFBOARDED" : "ACTIVE");
  }

  static String status(JsonNode tenant) {
    return tenant.path("status").asText();
  }

  /**
   * Follows tenants.
   *
   * @return them as they stand at their end, or were seen last when the time was over
   */
  List<JsonNode> follow(Collection<JsonNode> asked, Duration patience) throws InterruptedException {
    asked.forEach(this::see);
    long start = System.nanoTime();
    ObjectNode question = open();
    while (!question.path("ids").isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      output.working(progress(Duration.ofNanos(System.nanoTime() - start)));
      pause.of(PAUSE);
      client.post("/tenants/progress", question).forEach(this::see);
      question = open();
    }
    output.endProgress();
    return List.copyOf(seen.values());
  }

  private void see(JsonNode tenant) {
    JsonNode before = seen.put(tenant.path("customerId").asText(), tenant);
    if (before == null || !status(before).equals(status(tenant))) {
      changed.accept(tenant);
    }
  }

  private ObjectNode open() {
    ObjectNode question = Json.object();
    ArrayNode ids = question.putArray("ids");
    seen.forEach(
        (id, tenant) -> {
          if (!isFinal(tenant)) {
            ids.add(id);
          }
        });
    return question;
  }

  private String progress(Duration since) {
    Map<String, Long> open = new TreeMap<>();
    seen.values().stream()
        .filter(it -> !isFinal(it))
        .forEach(it -> open.merge(status(it), 1L, Long::sum));
    long count = open.values().stream().mapToLong(it -> it).sum();
    return "%d of %s done, %s (%s)"
        .formatted(
            seen.size() - count,
            Words.count(seen.size(), "tenant", "tenants"),
            String.join(
                ", ",
                open.entrySet().stream().map(it -> it.getValue() + " " + it.getKey()).toList()),
            Words.seconds(since));
  }
}

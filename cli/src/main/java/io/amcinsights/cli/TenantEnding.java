package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.cli.Output.Colour;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What follows when something was asked of tenants: waiting for the end of it, and telling it. */
final class TenantEnding {

  @Option(names = "--no-wait", description = "Return as soon as it is asked.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "900",
      description =
          "Stop waiting after this many seconds; the lake goes on (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** Refuses {@code --no-wait} for what begins only at the end. */
  void expectWaiting() {
    if (noWait) {
      throw CommandFailure.usage(
          "Data are deleted when their tenant is off-boarded: leave out --no-wait");
    }
  }

  /**
   * Waits, and says what became of each.
   *
   * @param one the answer in JSON is a tenant, not a list of them
   * @throws CommandFailure with each reason, unless all came to a good end
   */
  int tell(CommandContext context, LakeClient client, TenantAsked asked, boolean one)
      throws InterruptedException {
    return tell(context, client, asked, one, Optional.empty());
  }

  /**
   * The same, and then deletes what those who are off-boarded left.
   *
   * @param data empty: it stays
   */
  int tell(
      CommandContext context,
      LakeClient client,
      TenantAsked asked,
      boolean one,
      Optional<TenantData> data)
      throws InterruptedException {
    Output output = context.output();
    var watch = new TenantWatch(client, output, it -> tell(output, it, data.isPresent()));
    Duration patience = noWait ? Duration.ZERO : Duration.ofSeconds(timeout);
    List<JsonNode> tenants = watch.follow(asked.answers(), patience);
    if (data.isPresent()) {
      for (JsonNode it : tenants) {
        delete(output, data.get(), it);
      }
    }
    if (json) {
      output.json(document(tenants, asked.refusals(), one));
    }
    List<JsonNode> bad = tenants.stream().filter(it -> !isGood(it)).toList();
    List<String> failures = TenantFailures.of(asked.refusals(), bad, patience);
    if (!failures.isEmpty()) {
      throw CommandFailure.failed(String.join("\n", failures));
    }
    return CommandFailure.DONE;
  }

  private boolean isGood(JsonNode tenant) {
    return TenantWatch.isDone(tenant) || (noWait && !TenantWatch.isFinal(tenant));
  }

  private void delete(Output output, TenantData data, JsonNode tenant) throws InterruptedException {
    if (!TenantWatch.isDone(tenant)) {
      return;
    }
    ObjectNode deleted = data.delete(tenant);
    if (tenant instanceof ObjectNode document) {
      document.set("deleted", deleted);
    }
    if (!json) {
      output.line(
          "%s  %s: %s and %s of objects"
              .formatted(
                  output.coloured(Colour.GOOD, "DELETED"),
                  tenant.path("customerId").asText(),
                  Words.count(deleted.path("tables").asLong(), "table", "tables"),
                  Words.count(deleted.path("versions").asLong(), "version", "versions")));
    }
  }

  /** Ends are the answer, everything before is progress. */
  private void tell(Output output, JsonNode tenant, boolean dataGoes) {
    String status = TenantWatch.status(tenant);
    boolean done = TenantWatch.isDone(tenant);
    Colour colour = done ? Colour.GOOD : TenantWatch.isFinal(tenant) ? Colour.BAD : Colour.QUIET;
    String line =
        output.coloured(colour, status) + "  " + tenant.path("customerId").asText() + where(tenant);
    if (done && dataGoes) {
      output.note(output.coloured(colour, status) + "  " + tenant.path("customerId").asText());
    } else if (done && !json) {
      output.line(line);
    } else {
      output.note(line);
    }
  }

  private static String where(JsonNode tenant) {
    if (!TenantWatch.isDone(tenant)) {
      return "";
    }
    String bucket =
        "s3://" + tenant.path("bucketName").asText() + "/" + tenant.path("keyPrefix").asText("");
    return tenant.path("removed").asBoolean()
        ? "  " + bucket + ", its key and its tables stay"
        : "  its results go to " + bucket;
  }

  private static JsonNode document(List<JsonNode> tenants, List<JsonNode> refusals, boolean one) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    tenants.forEach(list::add);
    refusals.forEach(list::add);
    return one && list.size() == 1 ? list.get(0) : list;
  }
}

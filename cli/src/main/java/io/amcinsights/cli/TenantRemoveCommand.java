package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake tenant remove}. */
@Command(
    name = "remove",
    description = {
      "Off-boards tenants: nothing more is read of them. Bucket, key and tables stay.",
      "To have one back: lake tenant add, with the same record."
    })
final class TenantRemoveCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "As lake tenant list shows it.")
  private List<String> ids = List.of();

  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Mixin private final TenantEnding ending = new TenantEnding();

  TenantRemoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    LakeClient client = context.client();
    List<JsonNode> there =
        known(client).values().stream()
            .filter(it -> !TenantWatch.status(it).equals("OFFBOARDED"))
            .toList();
    if (!there.isEmpty()) {
      there.forEach(this::describe);
      confirm(there.size());
    }
    var asked = new TenantAsked();
    for (String id : ids) {
      asked.ask(id, () -> client.delete(TenantCommand.path(id)));
    }
    return ending.tell(context, client, asked, ids.size() == 1);
  }

  /** The tenants, all of whom there have to be. */
  private Map<String, JsonNode> known(LakeClient client) {
    ObjectNode question = Json.object();
    ArrayNode wanted = question.putArray("ids");
    ids.forEach(wanted::add);
    Map<String, JsonNode> known = new LinkedHashMap<>();
    for (JsonNode it : client.post("/tenants/progress", question)) {
      known.put(it.path("customerId").asText(), it);
    }
    List<String> unknown = ids.stream().filter(it -> !known.containsKey(it)).toList();
    if (!unknown.isEmpty()) {
      throw CommandFailure.failed(
          "Nothing is removed: there is no tenant %s. What there is: lake tenant list"
              .formatted(String.join(", ", unknown)));
    }
    return known;
  }

  private void describe(JsonNode it) {
    Output output = context.output();
    output.note(
        "%s  %s, %s"
            .formatted(
                it.path("customerId").asText(),
                it.path("customerName").asText(),
                TenantWatch.status(it)));
    output.note("  goes   its rule and its reader role: no file of it is read any more");
    output.note(
        "  stays  bucket s3://%s and what lies there, its key, tables %s_* of %s-%s"
            .formatted(
                it.path("bucketName").asText(),
                it.path("prefix").asText(),
                it.path("team").asText(),
                it.path("dataset").asText()));
  }

  private void confirm(int number) {
    if (yes) {
      return;
    }
    String expected = ids.size() == 1 ? ids.get(0) : String.valueOf(number);
    context
        .output()
        .note(
            ids.size() == 1
                ? "Type %s to off-board it:".formatted(expected)
                : "Type %s, their number, to off-board them:".formatted(expected));
    Optional<String> answer = context.surroundings().typed().get();
    if (answer.isEmpty()) {
      throw CommandFailure.usage(
          "Nothing is removed: there is no terminal to ask on. Without a question: lake tenant"
              + " remove %s --yes".formatted(String.join(" ", ids)));
    }
    if (!answer.get().strip().equals(expected)) {
      throw CommandFailure.failed(
          "Nothing is removed: '%s' is not %s".formatted(answer.get().strip(), expected));
    }
  }
}

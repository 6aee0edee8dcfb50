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
      "Off-boards tenants: nothing more is read of them. Bucket, key and tables stay,",
      "unless --delete-data is given; what it left half done goes on when run again.",
      "To have one back: lake tenant add, with the same record."
    })
final class TenantRemoveCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "As lake tenant list shows it.")
  private List<String> ids = List.of();

  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Option(
      names = "--delete-data",
      description = {
        "Delete the bucket with every version of its objects, and the tables; the key after 30"
            + " days.",
        "Adopted buckets and shared tables are never touched."
      })
  private boolean deleteData;

  @Mixin private final TenantEnding ending = new TenantEnding();

  TenantRemoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (deleteData) {
      ending.expectWaiting();
    }
    LakeClient client = context.client();
    Map<String, JsonNode> known = known(client);
    Optional<TenantData> data =
        deleteData ? Optional.of(new TenantData(client, context.output())) : Optional.empty();
    List<JsonNode> there = known.values().stream().filter(it -> deleteData || !isGone(it)).toList();
    if (!there.isEmpty()) {
      there.forEach(it -> describe(it, data));
      confirm(there.size());
    }
    var asked = new TenantAsked();
    known.forEach(
        (id, it) ->
            asked.ask(
                id, () -> deleteData && isGone(it) ? it : client.delete(TenantCommand.path(id))));
    return ending.tell(context, client, asked, known.size() == 1, data);
  }

  private static boolean isGone(JsonNode tenant) {
    return TenantWatch.status(tenant).equals("OFFBOARDED");
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

  private void describe(JsonNode it, Optional<TenantData> data) {
    Output output = context.output();
    output.note(
        "%s  %s, %s"
            .formatted(
                it.path("customerId").asText(),
                it.path("customerName").asText(),
                TenantWatch.status(it)));
    if (!isGone(it)) {
      output.note("  goes   its rule and its reader role: no file of it is read any more");
    }
    if (data.isPresent()) {
      data.get().describe(it);
      return;
    }
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
    String what = deleteData ? " with all its data" : "";
    String expected = ids.size() == 1 ? ids.get(0) : String.valueOf(number);
    context
        .output()
        .note(
            ids.size() == 1
                ? "Type %s to off-board it%s:".formatted(expected, what)
                : "Type %s, their number, to off-board them%s:"
                    .formatted(expected, deleteData ? " with all their data" : ""));
    Optional<String> answer = context.surroundings().typed().get();
    if (answer.isEmpty()) {
      throw CommandFailure.usage(
          "Nothing is removed: there is no terminal to ask on. Without a question: lake tenant"
              + " remove %s%s --yes"
                  .formatted(String.join(" ", ids), deleteData ? " --delete-data" : ""));
    }
    if (!answer.get().strip().equals(expected)) {
      throw CommandFailure.failed(
          "Nothing is removed: '%s' is not %s".formatted(answer.get().strip(), expected));
    }
  }
}

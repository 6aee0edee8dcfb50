package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake tenant retry}. */
@Command(
    name = "retry",
    description = "Has tenants provisioned, or off-boarded, once more, and waits for it.")
final class TenantRetryCommand implements Callable<Integer> {

  private static final Set<String> STUCK = Set.of("FAILED", "WAITING_FOR_PARTNER");

  private final CommandContext context;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "As lake tenant list shows it.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All that are FAILED or WAITING_FOR_PARTNER.")
  private boolean all;

  @Option(names = "--force", description = "Also what is ACTIVE or OFFBOARDED.")
  private boolean force;

  @Mixin private final TenantEnding ending = new TenantEnding();

  TenantRetryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ids.isEmpty() != all) {
      throw CommandFailure.usage("Say which tenants to retry: either IDs, or --all.");
    }
    LakeClient client = context.client();
    List<String> chosen = all ? stuck(client) : ids;
    if (chosen.isEmpty()) {
      context.output().note("No tenant is FAILED or waits for its partner.");
    }
    ObjectNode body = Json.object().put("force", force);
    var asked = new TenantAsked();
    for (String id : chosen) {
      asked.ask(id, () -> client.post(TenantCommand.path(id) + "/retry", body));
    }
    return ending.tell(context, client, asked, ids.size() == 1);
  }

  private static List<String> stuck(LakeClient client) {
    List<String> stuck = new ArrayList<>();
    for (JsonNode it : client.get("/tenants", Map.of())) {
      if (STUCK.contains(TenantWatch.status(it))) {
        stuck.add(it.path("customerId").asText());
      }
    }
    return stuck;
  }
}

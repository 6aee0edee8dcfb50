package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.TenantJson;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake tenant show}. */
@Command(
    name = "show",
    description = "One tenant: where it stands, its settings, its recent files, what to do next.")
final class TenantShowCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "ID", description = "As lake tenant list shows it.")
  private String id = "";

  @Option(
      names = "--record",
      description = "Print its settings only, as lake tenant add and update take them.")
  private boolean record;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  TenantShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    JsonNode tenant = context.client().get(TenantCommand.path(id), Map.of());
    if (record) {
      context.output().json(settings(tenant));
    } else if (json) {
      context.output().json(tenant);
    } else {
      new TenantPage(context.output(), tenant).print();
    }
    return CommandFailure.DONE;
  }

  private static ObjectNode settings(JsonNode tenant) {
    ObjectNode settings = Json.object();
    for (String name : TenantJson.settingNames()) {
      if (tenant.hasNonNull(name) && !name.equals("removed")) {
        settings.set(name, tenant.get(name));
      }
    }
    return settings;
  }
}

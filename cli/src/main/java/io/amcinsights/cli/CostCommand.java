package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake cost}. */
@Command(
    name = "cost",
    description = "What processing would cost on AWS at list prices, by day, tenant and service.")
final class CostCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--since",
      paramLabel = "D",
      description = "A day, a time, or an age such as 2h or 30d. Default: 7d.")
  private @Nullable String since;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  CostCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> query = new LinkedHashMap<>();
    ObjectsCommand.put(query, "since", since);
    JsonNode cost = context.client().get("/cost", query);
    if (json) {
      context.output().json(cost);
    } else if (cost.path("days").isEmpty()) {
      context.output().note("Nothing was processed since " + Words.time(cost.path("since")) + ".");
    } else {
      print(cost);
    }
    return CommandFailure.DONE;
  }

  private void print(JsonNode cost) {
    JsonNode total = cost.path("total");
    Set<String> services = new TreeSet<>();
    total.path("services").properties().forEach(it -> services.add(it.getKey()));
    List<String> header = new ArrayList<>(List.of("DAY", "TENANT", "FILES", "BYTES", "DOLLARS"));
    services.forEach(service -> header.add(service.toUpperCase(Locale.ROOT)));
    var table = new TextTable(header);
    for (JsonNode day : cost.path("days")) {
      table.row(row(day.path("day").asText(), day.path("tenant").asText(), day, services));
    }
    table.row(row("total", "", total, services));
    table.print(context.output());
    long files = Math.max(1, total.path("files").asLong());
    double dollars = total.path("dollars").asDouble();
    context
        .output()
        .note(
            String.format(
                Locale.ROOT,
                "$%.4f per 1,000 files. Modelled: list prices of %s, %s, without storage, logs and"
                    + " free tiers.",
                dollars / files * 1_000,
                cost.path("region").asText(),
                cost.path("pricesOf").asText()));
  }

  private static List<String> row(
      String day, String tenant, JsonNode amounts, Set<String> services) {
    List<String> row = new ArrayList<>();
    row.add(day);
    row.add(tenant);
    row.add(amounts.path("files").asText());
    row.add(Words.bytes(amounts.path("bytes").asLong()));
    row.add(dollars(amounts.path("dollars")));
    services.forEach(service -> row.add(dollars(amounts.path("services").path(service))));
    return row;
  }

  private static String dollars(JsonNode amount) {
    return String.format(Locale.ROOT, "%.6f", amount.asDouble());
  }
}

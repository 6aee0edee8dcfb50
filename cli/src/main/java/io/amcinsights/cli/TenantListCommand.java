package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake tenant list}. */
@Command(name = "list", description = "Lists tenants.")
final class TenantListCommand implements Callable<Integer> {

  private static final int LONGEST_REASON = 80;

  private final CommandContext context;

  @Option(
      names = "--status",
      paramLabel = "S",
      description = "Only those, such as ACTIVE, FAILED, WAITING_FOR_PARTNER, OFFBOARDED.")
  private @Nullable String status;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  TenantListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    JsonNode tenants = chosen(context.client().get("/tenants", Map.of()));
    Output output = context.output();
    if (json) {
      output.json(tenants);
    } else if (!tenants.isEmpty()) {
      print(output, tenants);
    } else if (status == null) {
      output.note("No tenants yet. Onboard one: lake tenant add samples/tenants/acme.json");
    } else {
      output.note("No tenant is " + status);
    }
    return CommandFailure.DONE;
  }

  private JsonNode chosen(JsonNode tenants) {
    ArrayNode chosen = JsonNodeFactory.instance.arrayNode();
    for (JsonNode it : tenants) {
      if (status == null || TenantWatch.status(it).equalsIgnoreCase(status)) {
        chosen.add(it);
      }
    }
    return chosen;
  }

  private static void print(Output output, JsonNode tenants) {
    var table = new TextTable("CUSTOMER", "STATUS", "SINCE", "DATASET", "BUCKET", "NAME", "REASON");
    for (JsonNode it : tenants) {
      table.row(
          it.path("customerId").asText(),
          TenantWatch.status(it),
          Words.time(it.path("since")),
          it.path("team").asText() + "-" + it.path("dataset").asText(),
          it.path("bucketName").asText(),
          it.path("customerName").asText(),
          shortened(Words.orDash(it.path("reason"))));
    }
    table.print(output);
  }

  /** The beginning; all of it: lake tenant show. */
  private static String shortened(String reason) {
    String first = reason.lines().findFirst().orElse("-");
    return first.length() <= LONGEST_REASON && first.equals(reason)
        ? first
        : first.substring(0, Math.min(first.length(), LONGEST_REASON)) + " ...";
  }
}

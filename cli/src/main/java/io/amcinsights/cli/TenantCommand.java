package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake tenant}: customers, their buckets and where their tables go. */
@Command(name = "tenant", description = "Customers, their buckets and where their tables go.")
final class TenantCommand {

  private TenantCommand() {}

  static CommandSpec with(CommandContext context) {
    return new CommandLine(new TenantCommand())
        .addSubcommand("add", new Add(context))
        .addSubcommand("list", new Listing(context))
        .getCommandSpec();
  }

  @Command(name = "add", description = "Onboards a tenant and waits until it is ACTIVE.")
  private static final class Add implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "FILE.json", description = "The tenant record; see samples/tenants.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Add(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      JsonNode record = read(context.surroundings().work().resolve(file));
      Output output = context.output();
      output.progress("Onboarding " + record.path("customerId").asText() + " ...");
      JsonNode tenant = context.client().post("/tenants", record);
      String status = tenant.path("status").asText();
      if (json) {
        output.json(tenant);
      } else {
        output.line(
            "%s is %s; its results go to s3://%s"
                .formatted(
                    tenant.path("customerId").asText(),
                    status,
                    tenant.path("bucketName").asText()));
      }
      if (!status.equals("ACTIVE")) {
        throw CommandFailure.failed(
            "Tenant %s is %s: %s"
                .formatted(
                    tenant.path("customerId").asText(), status, tenant.path("reason").asText()));
      }
      return CommandFailure.DONE;
    }

    private static JsonNode read(Path file) {
      try {
        return Json.read(file.toString(), Files.readString(file));
      } catch (IOException e) {
        throw CommandFailure.failed(
            "Cannot read %s (%s). Examples lie in samples/tenants".formatted(file, e.getMessage()));
      }
    }
  }

  @Command(name = "list", description = "Lists tenants.")
  private static final class Listing implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Listing(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      JsonNode tenants = context.client().get("/tenants", Map.of());
      if (json) {
        context.output().json(tenants);
      } else if (tenants.isEmpty()) {
        context
            .output()
            .note("No tenants yet. Onboard one: lake tenant add samples/tenants/acme.json");
      } else {
        print(tenants);
      }
      return CommandFailure.DONE;
    }

    private void print(JsonNode tenants) {
      var table = new TextTable("CUSTOMER", "STATUS", "DATASET", "BUCKET", "NAME", "REASON");
      for (JsonNode it : tenants) {
        table.row(
            it.path("customerId").asText(),
            it.path("status").asText(),
            it.path("team").asText() + "-" + it.path("dataset").asText(),
            it.path("bucketName").asText(),
            it.path("customerName").asText(),
            Words.orDash(it.path("reason")));
      }
      table.print(context.output());
    }
  }
}

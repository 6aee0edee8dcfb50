package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lake tenant}: customers, their buckets and where their tables go. */
@Command(name = "tenant", description = "Customers, their buckets and where their tables go.")
final class TenantCommand {

  private TenantCommand() {}

  static CommandSpec with(CommandContext context) {
    return new CommandLine(new TenantCommand())
        .addSubcommand("add", new TenantAddCommand(context))
        .addSubcommand("update", new TenantUpdateCommand(context))
        .addSubcommand("list", new TenantListCommand(context))
        .addSubcommand("show", new TenantShowCommand(context))
        .addSubcommand("retry", new TenantRetryCommand(context))
        .addSubcommand("remove", new TenantRemoveCommand(context))
        .getCommandSpec();
  }

  /** Where the lake answers for one tenant. */
  static String path(String customerId) {
    return "/tenants/" + URLEncoder.encode(customerId, UTF_8);
  }
}

package io.amcinsights.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command takes, before or after its name. */
@Command(
    name = "lake",
    description = "The data lake of Amazon Marketing Cloud results, on this machine.",
    mixinStandardHelpOptions = true,
    version = "lake 1.0.0-SNAPSHOT",
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND")
final class RootOptions {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Folder of the lake; otherwise $$LAKE_DIR, the lake last started here, or .lake.")
  private @Nullable Path dir;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where in the program a failure came from.")
  private boolean verbose;

  @Option(
      names = "--aws",
      scope = ScopeType.INHERIT,
      hidden = true,
      description = "Work against an AWS account.")
  private boolean aws;

  @Option(names = "--profile", scope = ScopeType.INHERIT, hidden = true)
  private @Nullable String profile;

  @Option(names = "--region", scope = ScopeType.INHERIT, hidden = true)
  private @Nullable String region;

  @Nullable Path dir() {
    return dir;
  }

  boolean verbose() {
    return verbose;
  }

  /** Profile of the AWS configuration; null for the one the environment chooses. */
  @Nullable String profile() {
    return profile;
  }

  /** Region of AWS; null for the one the environment or the profile chooses. */
  @Nullable String region() {
    return region;
  }

  /** Refuses what this version cannot do yet. */
  void check(Object command) {
    boolean elsewhere = aws || profile != null;
    boolean regional = region != null && !(command instanceof InRegion);
    if ((elsewhere || regional) && !(command instanceof OnAws)) {
      throw CommandFailure.usage(
          "--aws, --profile and --region are not in this version of the command: it works against"
              + " the local lake only. Leave them out, or use the AWS console and the aws command"
              + " meanwhile.");
    }
  }
}

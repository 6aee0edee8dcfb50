package io.amcinsights.cli;

import io.amcinsights.core.naming.LakeNames;
import picocli.CommandLine.Option;

/** Which installation a command means. */
final class InstallationOptions {

  @Option(
      names = "--installation",
      paramLabel = "NAME",
      description = "Installation in the account; otherwise amclake.")
  private String installation = LakeNames.DEFAULT.installation();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Environment of the installation; otherwise dev.")
  private String environment = LakeNames.DEFAULT.environment();

  LakeNames names() {
    return new LakeNames(installation, environment);
  }
}

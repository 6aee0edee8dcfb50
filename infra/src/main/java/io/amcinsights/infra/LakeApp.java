package io.amcinsights.infra;

import io.amcinsights.core.error.LakeException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Synthesises the lake: {@code mvn package} and the CDK command line both run this, in the folder
 * {@code infra}.
 */
public final class LakeApp {

  private LakeApp() {}

  /** Prints what is wrong with the parameters, without a stack trace, and exits with 1. */
  public static void main(String... arguments) {
    try {
      String context = System.getenv().getOrDefault("CDK_CONTEXT_JSON", "{}");
      Synthesis synthesis = new Synthesis(Path.of(""), context);
      // The CDK command line names the folder it reads afterwards.
      Optional.ofNullable(System.getenv("CDK_OUTDIR"))
          .ifPresentOrElse(folder -> synthesis.into(Path.of(folder)), synthesis::intoCleanTarget);
    } catch (LakeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}

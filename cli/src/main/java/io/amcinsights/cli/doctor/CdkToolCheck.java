package io.amcinsights.cli.doctor;

import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The CDK command line of {@code infra}, at the version that is pinned there. */
record CdkToolCheck(Path infra) implements Check {

  private static final String REMEDY = "cd infra && npm ci";

  @Override
  public String name() {
    return "cdk";
  }

  @Override
  public List<Finding> run() {
    String pinned = text(infra.resolve("package.json"), "/devDependencies/aws-cdk");
    Path installed = infra.resolve("node_modules").resolve("aws-cdk").resolve("package.json");
    if (!Files.exists(installed)) {
      return List.of(
          Finding.warning(
              name(),
              "not installed yet (%s is pinned)".formatted(pinned),
              REMEDY + ", or deploy"));
    }
    String has = text(installed, "/version");
    return List.of(
        has.equals(pinned)
            ? Finding.ok(name(), has)
            : Finding.problem(name(), "%s, and %s is pinned".formatted(has, pinned), REMEDY));
  }

  private static String text(Path file, String pointer) {
    try {
      return Json.read(file.toString(), Files.readString(file)).at(pointer).asText();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}

package io.amcinsights.infra;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.lambda.Code;

/** The shaded jar of a Lambda module, used by path: its classes never meet CDK's dependencies. */
enum LambdaJar {
  ROUTING("lambda-routing"),
  STAGE_A("lambda-stage-a"),
  STAGE_B("lambda-stage-b");

  private final String module;

  LambdaJar(String module) {
    this.module = module;
  }

  /**
   * The jar as an asset.
   *
   * @param root folder that holds the modules
   * @throws InvalidInputException when the module was not packaged
   */
  Code code(Path root) {
    return Code.fromAsset(find(root).toString());
  }

  private Path find(Path root) {
    Path target = root.resolve(module).resolve("target");
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-lambda.jar")) {
        jars.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + target, e);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty()
        ? new InvalidInputException(
            "There is no %s-*-lambda.jar in %s; run 'mvn package' in %s first",
            module, target.toAbsolutePath().normalize(), root.toAbsolutePath().normalize())
        : new InvalidInputException(
            "%d lambda jars lie in %s, of which one would be deployed by chance; run 'mvn clean"
                + " package' in %s",
            found.size(), target.toAbsolutePath().normalize(), root.toAbsolutePath().normalize());
  }
}

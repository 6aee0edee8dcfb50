package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running lake: the services, the operator on top of them and the control endpoint. */
final class ServerMain {

  private ServerMain() {}

  /** Arguments: the checkout, the lake's folder, and optionally a configuration file. */
  public static void main(String[] arguments) {
    var surroundings =
        new Surroundings(Path.of(arguments[0]), Path.of("").toAbsolutePath(), System.getenv());
    Path config = arguments.length > 2 ? Path.of(arguments[2]) : null;
    System.exit(run(surroundings, new LakeFolder(Path.of(arguments[1])), config, lake -> {}));
  }

  /** Runs until it is told to stop. */
  static int run(
      Surroundings surroundings,
      LakeFolder folder,
      @Nullable Path config,
      Consumer<LakeFile> ready) {
    if (folder.path().isAbsolute()) {
      throw CommandFailure.failed("The local lake is not part of this build: " + folder.path());
    }
    return CommandFailure.FAILED;
  }
}

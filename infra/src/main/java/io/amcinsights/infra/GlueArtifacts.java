package io.amcinsights.infra;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Glue starts: the shaded jar, so that nothing is installed when a job begins, and the script
 * that hands over to it.
 *
 * @param jar with our classes and what Glue lacks
 * @param script Scala, which Glue compiles
 */
record GlueArtifacts(Path jar, Path script) {

  private static final Path MODULE = Path.of("glue-jobs");
  private static final Path SCRIPT = Path.of("src", "main", "scala-script", "LoadJob.scala");

  /** Of a checkout whose modules were packaged. */
  static GlueArtifacts of(Path root) {
    Path module = root.resolve(MODULE);
    return new GlueArtifacts(jar(module.resolve("target")), module.resolve(SCRIPT));
  }

  private static Path jar(Path target) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(target)) {
      // By its beginning: what the shading started from lies beside it as "original-...".
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "glue-jobs-*.jar")) {
        jars.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + target, e);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new InvalidInputException(
        "%d jars glue-jobs-*.jar lie in %s instead of one; run 'mvn clean package' in the folder"
            + " above glue-jobs",
        found.size(), target.toAbsolutePath().normalize());
  }
}

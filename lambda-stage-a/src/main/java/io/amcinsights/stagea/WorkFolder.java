package io.amcinsights.stagea;

import io.amcinsights.core.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A folder for one file, gone when closed: /tmp of a warm function is shared by all its calls. */
record WorkFolder(Path path) implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(WorkFolder.class);

  static WorkFolder in(Path parent) {
    try {
      Files.createDirectories(parent);
      return new WorkFolder(Files.createTempDirectory(parent, "stage-a-"));
    } catch (IOException e) {
      throw new UnavailableException(e, "No work folder could be made in %s", parent);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** An empty folder in this one. */
  Path folder(String name) {
    try {
      return Files.createDirectory(file(name));
    } catch (IOException e) {
      throw new UnavailableException(e, "Folder %s could not be made", file(name));
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.warn("Work folder {} could not be removed: {}", path, e.toString());
    }
  }
}

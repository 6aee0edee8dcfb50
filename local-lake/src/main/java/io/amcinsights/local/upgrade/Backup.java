package io.amcinsights.local.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of what an upgrade changes, as it was before; complete or not there at all. */
final class Backup {

  private final Path folder;
  private final Path copy;

  Backup(Path folder, int version) {
    this.folder = folder;
    this.copy = folder.resolve("backup").resolve("version-" + version);
  }

  Path path() {
    return copy;
  }

  /** Makes it unless it is there: an upgrade that goes on finds its own half work, not what was. */
  void keep(Collection<String> names) {
    if (Files.exists(copy)) {
      return;
    }
    Path part = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      delete(part);
      Files.createDirectories(part);
      for (String name : names) {
        copy(folder.resolve(name), part.resolve(name));
      }
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot keep a copy of %s in %s; nothing is changed yet".formatted(names, copy), e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : walk.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path part) throws IOException {
    if (!Files.exists(part)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(part)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}

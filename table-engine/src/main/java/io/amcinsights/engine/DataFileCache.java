package io.amcinsights.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;

/** Copies data files to local disk, where DuckDB reads them. */
public final class DataFileCache {

  private DataFileCache() {}

  /** Copies a file of a table; the target appears complete or not at all. */
  public static void copy(FileIO io, String location, Path target) {
    Path partial =
        target.resolveSibling(target.getFileName() + ".part" + Thread.currentThread().getId());
    try (InputStream in = io.newInputFile(location).newStream()) {
      Files.copy(in, partial, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          partial,
          target,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

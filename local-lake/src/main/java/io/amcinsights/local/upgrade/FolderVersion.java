package io.amcinsights.local.upgrade;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The version of what a lake's folder holds, in {@code schema.json}. */
record FolderVersion(Path folder) {

  /** What a folder holds that says nothing. */
  static final int UNMARKED = 1;

  private static final String FILE = "schema.json";
  private static final String VERSION = "schemaVersion";

  /** Whether no version has kept anything here yet. */
  boolean isNew() {
    return Stream.of(FILE, "stacks.json", "buckets.json", "dynamodb")
        .noneMatch(name -> Files.exists(folder.resolve(name)));
  }

  int read() {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return UNMARKED;
    }
    try {
      int version = Json.read(FILE, Files.readString(file)).path(VERSION).asInt();
      if (version < UNMARKED) {
        throw new InvalidInputException(
            "%s says no version; restore it or start over with --fresh", file);
      }
      return version;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  void write(int version) {
    AtomicFile.write(folder.resolve(FILE), Json.write(Json.object().put(VERSION, version)));
  }
}

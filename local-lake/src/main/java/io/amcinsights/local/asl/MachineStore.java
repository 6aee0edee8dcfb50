package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one machine: journals of running executions, and apart from them, so that a start
 * does not read them, those of closed ones with an index of a line each.
 */
final class MachineStore {

  private static final String SUFFIX = ".jsonl";

  /** A line of the index. */
  record Closed(String name, Status status, Instant start, Instant stop) {}

  private final Path folder;
  private final Path closed;
  private final Path index;

  MachineStore(Path folder) {
    this.folder = folder;
    this.closed = folder.resolve("closed");
    this.index = folder.resolve("closed.index");
  }

  void prepare() {
    try {
      Files.createDirectories(closed);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + closed, e);
    }
    Journal.terminate(index);
  }

  Path journal(String name) {
    return folder.resolve(name + SUFFIX);
  }

  boolean isClosed(String name) {
    return Files.exists(closed.resolve(name + SUFFIX));
  }

  /** Running, waiting for a restart, or closed. */
  Optional<ExecutionRecord> find(String name) {
    Optional<ExecutionRecord> open = ExecutionRecord.of(Journal.read(journal(name)));
    return open.isPresent()
        ? open
        : ExecutionRecord.of(Journal.read(closed.resolve(name + SUFFIX)));
  }

  /** Puts a finished journal away. Repeating it after a crash is harmless. */
  void close(String name, ExecutionRecord.End end, Instant startedAt) {
    Journal.append(
        index,
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("status", end.status().name())
            .put("start", startedAt.toString())
            .put("stop", end.at().toString()));
    try {
      Files.move(journal(name), closed.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot move " + journal(name) + " to " + closed, e);
    }
  }

  /** Names of executions that have not ended. */
  List<String> open() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
    return names;
  }

  /** What a crash left of a running execution; empty, and removed, when its start was torn. */
  Optional<ExecutionRecord> recover(String name) {
    Path file = journal(name);
    Optional<ExecutionRecord> record = ExecutionRecord.of(Journal.repair(file));
    if (record.isEmpty()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete the empty " + file, e);
      }
    }
    return record;
  }

  /** The index; read when asked for and never kept. */
  List<Closed> closed() {
    Map<String, Closed> byName = new LinkedHashMap<>();
    for (JsonNode line : Journal.read(index)) {
      String name = line.path("name").asText();
      byName.put(
          name,
          new Closed(
              name,
              Status.valueOf(line.path("status").asText()),
              Instant.parse(line.path("start").asText()),
              Instant.parse(line.path("stop").asText())));
    }
    return List.copyOf(byName.values());
  }

  /** Keeps a definition: executions end under the one they were started with. */
  void keepDefinition(String key, String definition) {
    Path file = definition(key);
    try {
      if (!Files.exists(file)) {
        Path part = folder.resolve("definition.part");
        Files.writeString(part, definition);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  Optional<String> definitionText(String key) {
    try {
      return Optional.of(Files.readString(definition(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + definition(key), e);
    }
  }

  private Path definition(String key) {
    return folder.resolve("definition-" + key + ".asl.json");
  }
}

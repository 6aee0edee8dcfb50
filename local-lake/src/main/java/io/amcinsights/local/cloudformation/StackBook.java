package io.amcinsights.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The records of all stacks: a file for each, in memory for reading. */
final class StackBook {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ConcurrentMap<String, StackRecord> records = new ConcurrentHashMap<>();

  /** Deleted ones are told of by their ids until the process ends. */
  private final Map<String, StackRecord> deleted = new ConcurrentHashMap<>();

  StackBook(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        for (Path file : files) {
          StackRecord read = read(file);
          records.put(read.key(), read);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the stacks in %s".formatted(folder), e);
    }
  }

  private static StackRecord read(Path file) throws IOException {
    try {
      ObjectNode stored = (ObjectNode) JSON.readTree(Files.readString(file));
      if (!stored.has("key")) {
        // As it was called when all stacks were in one place.
        stored.set("key", stored.remove("name"));
      }
      return JSON.treeToValue(stored, StackRecord.class);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new InvalidInputException(
          e, "%s is damaged; restore it or start over with --fresh", file);
    }
  }

  Optional<StackRecord> find(String name) {
    return Optional.ofNullable(records.get(name));
  }

  Optional<StackRecord> deleted(String id) {
    return Optional.ofNullable(deleted.get(id));
  }

  List<StackRecord> all() {
    return List.copyOf(records.values());
  }

  /**
   * Changes a record, alone; what it becomes is on disk before anybody reads it.
   *
   * @param change gets null when there is none; what it throws leaves everything as it was
   */
  StackRecord change(String name, Change change) {
    return records.compute(
        name,
        (key, before) -> {
          StackRecord after = change.apply(before);
          if (!after.equals(before)) {
            write(after);
          }
          return after;
        });
  }

  /** What a record becomes. */
  interface Change {
    StackRecord apply(@Nullable StackRecord before);
  }

  /** Changes a record that has a certain status; a record of another status stays. */
  void changeIf(String name, String status, UnaryOperator<StackRecord> change) {
    records.computeIfPresent(
        name,
        (key, before) -> {
          if (!before.status().equals(status)) {
            return before;
          }
          StackRecord after = change.apply(before);
          write(after);
          return after;
        });
  }

  void add(String name, Event event) {
    records.computeIfPresent(name, (key, before) -> before.with(event));
  }

  void delete(String name, long now) {
    records.computeIfPresent(
        name,
        (key, before) -> {
          deleted.put(before.id(), before.become(Statuses.DELETED, "", now));
          remove(key);
          return null;
        });
  }

  private void write(StackRecord stack) {
    try {
      AtomicFile.write(file(stack.key()), JSON.writeValueAsString(stack));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stack can be written", e);
    }
  }

  private void remove(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot forget stack %s".formatted(name), e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name.replace('/', '_') + SUFFIX);
  }
}

package io.amcinsights.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The stacks that were asked for, kept in {@code cloudformation.json}. */
final class StackBook {

  private final Path file;
  private final ConcurrentSkipListMap<String, StackRecord> stacks = new ConcurrentSkipListMap<>();

  /** Tags of buckets that stacks made; they outlive their stacks. */
  private final ConcurrentSkipListMap<String, Map<String, String>> buckets =
      new ConcurrentSkipListMap<>();

  StackBook(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try {
        JsonNode all = Json.read(file.toString(), Files.readString(file));
        Json.list(all, "stacks", StackRecord::read).forEach(it -> stacks.put(it.name(), it));
        all.path("buckets")
            .fieldNames()
            .forEachRemaining(it -> buckets.put(it, Json.texts(all.path("buckets"), it)));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file, e);
      }
    }
  }

  Optional<StackRecord> find(String name) {
    return Optional.ofNullable(stacks.get(name));
  }

  Collection<StackRecord> all() {
    return List.copyOf(stacks.values());
  }

  void put(StackRecord stack) {
    stacks.put(stack.name(), stack);
    store();
  }

  void remove(String name) {
    stacks.remove(name);
    store();
  }

  /** The bucket is one of this stack. */
  void bucket(String bucket, Map<String, String> tags) {
    buckets.put(bucket, Map.copyOf(tags));
    store();
  }

  Map<String, String> tagsOfBucket(String bucket) {
    return buckets.getOrDefault(bucket, Map.of());
  }

  private synchronized void store() {
    ObjectNode all = Json.object();
    ArrayNode nodes = all.putArray("stacks");
    stacks.values().forEach(it -> nodes.add(it.toJson()));
    ObjectNode tagged = all.putObject("buckets");
    buckets.forEach((bucket, tags) -> Json.putTexts(tagged, bucket, tags));
    AtomicFile.write(file, all.toString());
  }
}

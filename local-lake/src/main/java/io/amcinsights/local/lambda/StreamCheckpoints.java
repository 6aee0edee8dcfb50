package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far every mapping has read the shards of its stream; survives a restart. */
final class StreamCheckpoints {

  /** In place of a sequence number: the shard is closed and read to its end. */
  private static final String END = "SHARD_END";

  private final Path file;
  private final Map<String, Map<String, String>> mappings = new TreeMap<>();

  StreamCheckpoints(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      read();
    }
  }

  /** The number of the last record that is done. */
  synchronized Optional<String> position(String mapping, String shard) {
    return Optional.ofNullable(shards(mapping).get(shard)).filter(number -> !number.equals(END));
  }

  synchronized boolean isAtEnd(String mapping, String shard) {
    return END.equals(shards(mapping).get(shard));
  }

  synchronized void done(String mapping, String shard, String sequenceNumber) {
    mappings.computeIfAbsent(mapping, it -> new TreeMap<>()).put(shard, sequenceNumber);
    write();
  }

  void end(String mapping, String shard) {
    done(mapping, shard, END);
  }

  /** Forgets the shards that are no more. */
  synchronized void retain(String mapping, Collection<String> shards) {
    if (mappings.containsKey(mapping) && shards(mapping).keySet().retainAll(shards)) {
      write();
    }
  }

  synchronized void forget(String mapping) {
    if (mappings.remove(mapping) != null) {
      write();
    }
  }

  private Map<String, String> shards(String mapping) {
    return mappings.getOrDefault(mapping, Map.of());
  }

  private void read() {
    try {
      Json.read(file.toString(), Files.readString(file))
          .properties()
          .forEach(
              mapping -> {
                Map<String, String> shards = new TreeMap<>();
                mapping
                    .getValue()
                    .properties()
                    .forEach(shard -> shards.put(shard.getKey(), shard.getValue().asText()));
                mappings.put(mapping.getKey(), shards);
              });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(file), e);
    }
  }

  private void write() {
    ObjectNode node = Json.object();
    mappings.forEach((mapping, shards) -> Json.putTexts(node, mapping, shards));
    AtomicFile.write(file, node.toPrettyString());
  }
}

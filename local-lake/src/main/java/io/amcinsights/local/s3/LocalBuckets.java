package io.amcinsights.local.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The deployed buckets: folders of the S3 server, and what only their templates know about them.
 */
public final class LocalBuckets implements Buckets {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path root;
  private final Map<String, Spec> specs = new TreeMap<>();

  /**
   * Reads what was deployed before.
   *
   * @param file where the descriptions lie
   * @param root where the objects lie
   */
  public LocalBuckets(Path file, Path root) {
    this.file = file;
    this.root = root;
    try {
      Files.createDirectories(root);
      if (Files.exists(file)) {
        JSON.readTree(file.toFile()).forEach(this::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the buckets in %s".formatted(file), e);
    }
  }

  @Override
  public synchronized void put(Spec spec) {
    try {
      Files.createDirectories(root.resolve(spec.name()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create bucket %s".formatted(spec.name()), e);
    }
    if (!spec.equals(specs.put(spec.name(), spec))) {
      store();
    }
  }

  @Override
  public void announce(String bucket, String account, String region) {
    if (Files.isDirectory(root.resolve(bucket))) {
      put(new Spec(bucket, account, region, true));
    }
  }

  @Override
  public synchronized List<Spec> all() {
    return List.copyOf(specs.values());
  }

  synchronized Optional<Spec> find(String name) {
    return Optional.ofNullable(specs.get(name));
  }

  private void add(JsonNode node) {
    Spec spec =
        new Spec(
            node.path("name").asText(),
            node.path("account").asText(),
            node.path("region").asText(),
            node.path("events").asBoolean());
    specs.put(spec.name(), spec);
  }

  private void store() {
    ArrayNode nodes = JSON.createArrayNode();
    for (Spec spec : specs.values()) {
      nodes
          .addObject()
          .put("name", spec.name())
          .put("account", spec.account())
          .put("region", spec.region())
          .put("events", spec.events());
    }
    AtomicFile.write(file, nodes.toPrettyString());
  }
}

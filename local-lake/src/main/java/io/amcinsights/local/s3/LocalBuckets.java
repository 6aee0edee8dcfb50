package io.amcinsights.local.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private final String account;
  private final String region;
  private final Map<String, Spec> specs = new TreeMap<>();
  private final Map<String, String> policies = new TreeMap<>();

  /**
   * Reads what was deployed before.
   *
   * @param file where the descriptions lie
   * @param root where the objects lie
   */
  public LocalBuckets(Path file, Path root) {
    this(file, root, "000000000000", "us-east-1");
  }

  /**
   * The same.
   *
   * @param account of buckets made by hand
   * @param region likewise
   */
  public LocalBuckets(Path file, Path root, String account, String region) {
    this.file = file;
    this.account = account;
    this.region = region;
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
  public synchronized List<Spec> all() {
    return List.copyOf(specs.values());
  }

  @Override
  public boolean exists(String name) {
    return Files.isDirectory(root.resolve(name));
  }

  @Override
  public String stack(String name) {
    return find(name).map(Spec::stack).orElse("");
  }

  @Override
  public synchronized void disown(String name) {
    find(name)
        .ifPresent(
            it -> put(new Spec(name, it.account(), it.region(), it.events(), "", it.tags())));
  }

  @Override
  public synchronized void delete(String name) {
    if (exists(name)) {
      BucketFolder.remove(root.resolve(name));
    }
    specs.remove(name);
    policies.remove(name);
    store();
  }

  @Override
  public synchronized void policy(String name, String policy) {
    String before = policy.isEmpty() ? policies.remove(name) : policies.put(name, policy);
    if (!policy.equals(before == null ? "" : before)) {
      store();
    }
  }

  synchronized Optional<String> policy(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  /**
   * Makes one by hand.
   *
   * @param where empty for home
   * @return false when it is there already
   */
  synchronized boolean create(String name, String where) {
    if (exists(name)) {
      return false;
    }
    forget(name);
    put(new Spec(name, account, where.isEmpty() ? region : where, false));
    return true;
  }

  /** Forgets what was known of one that its owner deleted. */
  synchronized void forget(String name) {
    if (!exists(name) && (specs.containsKey(name) || policies.containsKey(name))) {
      specs.remove(name);
      policies.remove(name);
      store();
    }
  }

  /** Turns events on or off as the owner of a bucket does, whoever made it. */
  synchronized void events(String name, boolean events) {
    Spec it = find(name).orElseGet(() -> new Spec(name, account, region, false));
    put(new Spec(name, it.account(), it.region(), events, it.stack(), it.tags()));
  }

  @Override
  public String region(String name) {
    return find(name).map(Spec::region).orElse(region);
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
            node.path("events").asBoolean(),
            node.path("stack").asText(),
            tags(node.path("tags")));
    // One that was made by hand may have only a policy.
    if (node.has("account")) {
      specs.put(spec.name(), spec);
    }
    if (node.has("policy")) {
      policies.put(spec.name(), node.path("policy").asText());
    }
  }

  private static Map<String, String> tags(JsonNode node) {
    Map<String, String> tags = new TreeMap<>();
    node.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  private void store() {
    Map<String, ObjectNode> nodes = new TreeMap<>();
    for (Spec spec : specs.values()) {
      ObjectNode node =
          node(nodes, spec.name())
              .put("account", spec.account())
              .put("region", spec.region())
              .put("events", spec.events())
              .put("stack", spec.stack());
      ObjectNode tags = node.putObject("tags");
      new TreeMap<>(spec.tags()).forEach(tags::put);
    }
    policies.forEach((name, policy) -> node(nodes, name).put("policy", policy));
    AtomicFile.write(file, JSON.createArrayNode().addAll(nodes.values()).toPrettyString());
  }

  private static ObjectNode node(Map<String, ObjectNode> nodes, String name) {
    return nodes.computeIfAbsent(name, it -> JSON.createObjectNode().put("name", it));
  }
}

package io.amcinsights.core.store;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects in memory, for one process and as long as it lives: buckets that exist as soon as
 * they are named and keep one version, which its ETag identifies.
 */
public final class InMemoryObjectStore implements ObjectStore {

  private static final int PAGE = 1_000;

  private final Clock clock;
  private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();

  public InMemoryObjectStore() {
    this(Clock.systemUTC());
  }

  public InMemoryObjectStore(Clock clock) {
    this.clock = clock;
  }

  /** An object; its content is never changed. */
  private static final class Stored {

    private final ObjectId id;
    private final byte[] content;
    private final String etag;
    private final Instant modifiedAt;

    Stored(ObjectId id, byte[] content, Instant modifiedAt) {
      this.id = id;
      this.content = content.clone();
      this.etag = md5(content);
      this.modifiedAt = modifiedAt;
    }

    Listed listed() {
      return new Listed(id, content.length, etag, modifiedAt);
    }
  }

  @Override
  public Optional<byte[]> read(ObjectId id) {
    return Optional.ofNullable(objects.get(id.uri())).map(stored -> stored.content.clone());
  }

  @Override
  public void download(ObjectId id, Path target) {
    Stored stored = objects.get(id.uri());
    if (stored == null) {
      throw new InvalidInputException(
          "%s is gone; redrive its delivery so that it is written again", id.uri());
    }
    save(stored, target);
  }

  @Override
  public boolean download(ObjectId id, @Nullable String versionId, String etag, Path target) {
    Stored stored = objects.get(id.uri());
    if (stored == null || !stored.etag.equals(etag)) {
      return false;
    }
    save(stored, target);
    return true;
  }

  @Override
  public void write(ObjectId id, byte[] content, String contentType) {
    objects.put(id.uri(), stored(id, content));
  }

  @Override
  public void upload(ObjectId id, Path file, String contentType) {
    try {
      write(id, Files.readAllBytes(file), contentType);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  @Override
  public boolean writeIfAbsent(ObjectId id, byte[] content, String contentType) {
    return objects.putIfAbsent(id.uri(), stored(id, content)) == null;
  }

  /** Removes an object, as its owner would; nothing happens when there is none. */
  public void delete(ObjectId id) {
    objects.remove(id.uri());
  }

  @Override
  public Page list(String bucket, String prefix, @Nullable String next) {
    String start = "s3://" + bucket + "/" + prefix;
    List<Listed> listed =
        objects.tailMap(next == null ? start : next, next == null).values().stream()
            .takeWhile(stored -> stored.id.uri().startsWith(start))
            .limit(PAGE + 1)
            .map(Stored::listed)
            .toList();
    return listed.size() <= PAGE
        ? new Page(listed, null)
        : new Page(listed.subList(0, PAGE), listed.get(PAGE - 1).id().uri());
  }

  private Stored stored(ObjectId id, byte[] content) {
    return new Stored(id, content, clock.instant());
  }

  private static void save(Stored stored, Path target) {
    try {
      Files.write(target, stored.content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  // S3's ETag of an object put in one piece; nothing here depends on it being unguessable.
  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}

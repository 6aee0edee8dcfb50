package io.amcinsights.core.store;

import io.amcinsights.core.catalog.ObjectId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects in S3. */
public interface ObjectStore {

  /**
   * An object as a listing shows it.
   *
   * @param etag without quotes
   */
  record Listed(ObjectId id, long bytes, String etag, Instant modifiedAt) {}

  /** A page of a listing; {@code next} continues it, null at the end. */
  record Page(List<Listed> objects, @Nullable String next) {}

  /** Reads a small object of the lake's own; empty when there is none. */
  Optional<byte[]> read(ObjectId id);

  /** Downloads an object of the lake's own to a file that does not exist yet. */
  void download(ObjectId id, Path target);

  /**
   * Downloads exactly one delivery: by version id, else on the condition that the ETag still
   * matches.
   *
   * @return whether that very content was there; false when it is gone or was overwritten
   */
  boolean download(ObjectId id, @Nullable String versionId, String etag, Path target);

  void write(ObjectId id, byte[] content, String contentType);

  void upload(ObjectId id, Path file, String contentType);

  /**
   * Writes unless the object exists.
   *
   * @return whether this call wrote it
   */
  boolean writeIfAbsent(ObjectId id, byte[] content, String contentType);

  /** Lists up to 1,000 objects under a prefix, in key order. */
  Page list(String bucket, String prefix, @Nullable String next);
}

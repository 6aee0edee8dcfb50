package io.amcinsights.core.catalog;

import io.amcinsights.core.error.InvalidInputException;
import java.io.Serializable;

/** Where an object lies: bucket and key, the key taken verbatim (never URL-decoded). */
public record ObjectId(String bucket, String key) implements Serializable {

  private static final String PART = "#";

  public ObjectId {
    if (bucket.isEmpty() || key.isEmpty()) {
      throw new InvalidInputException(
          "Object '%s' in bucket '%s' needs both a bucket and a key", key, bucket);
    }
  }

  /**
   * Reads {@code s3://bucket/key}.
   *
   * @throws InvalidInputException when the text is no such uri
   */
  public static ObjectId parse(String uri) {
    int slash = uri.indexOf('/', 5);
    if (!uri.startsWith("s3://") || slash < 0) {
      throw new InvalidInputException("'%s' is no object; expected s3://bucket/key", uri);
    }
    return new ObjectId(uri.substring(5, slash), uri.substring(slash + 1));
  }

  /** A part of what lies there: {@code s3://bucket/key#name}, the name without a {@code #}. */
  public ObjectId part(String name) {
    return new ObjectId(bucket, key + PART + name);
  }

  /**
   * What the catalog calls an object of S3: itself; with a {@code #} behind it when the key holds
   * one. A part's id has exactly one, and never at the end, so no object takes the id of a part.
   */
  public ObjectId inCatalog() {
    return key.contains(PART) ? part("") : this;
  }

  /** {@code s3://bucket/key}. */
  public String uri() {
    return "s3://" + bucket + "/" + key;
  }
}

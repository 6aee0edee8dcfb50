package io.amcinsights.local.s3;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * What a client asked for about encryption, remembered as private user metadata.
 *
 * @param algorithm as in the header; null when nothing was asked for
 */
record EncryptionLabels(@Nullable String algorithm, @Nullable String key) {

  private static final String ALGORITHM = "lake-local-sse";
  private static final String KEY = "lake-local-sse-key";

  static EncryptionLabels of(PutObjectRequest request) {
    return new EncryptionLabels(request.serverSideEncryptionAsString(), request.ssekmsKeyId());
  }

  static EncryptionLabels of(CopyObjectRequest request) {
    return new EncryptionLabels(request.serverSideEncryptionAsString(), request.ssekmsKeyId());
  }

  static EncryptionLabels of(CreateMultipartUploadRequest request) {
    return new EncryptionLabels(request.serverSideEncryptionAsString(), request.ssekmsKeyId());
  }

  static EncryptionLabels in(Map<String, String> metadata) {
    return new EncryptionLabels(metadata.get(ALGORITHM), metadata.get(KEY));
  }

  Map<String, String> addedTo(Map<String, String> metadata) {
    Map<String, String> all = new HashMap<>(removedFrom(metadata));
    if (algorithm != null) {
      all.put(ALGORITHM, algorithm);
    }
    if (key != null) {
      all.put(KEY, key);
    }
    return all;
  }

  static Map<String, String> removedFrom(Map<String, String> metadata) {
    Map<String, String> rest = new HashMap<>(metadata);
    rest.remove(ALGORITHM);
    rest.remove(KEY);
    return rest;
  }
}

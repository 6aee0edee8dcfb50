package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.cli.destroy.Telling;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.store.s3.BucketVersions;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets with all versions of all objects. */
record KeptBuckets(S3Client s3, LakeNames names) {

  /** While a bucket is emptied, deliveries and access logs may still arrive. */
  private static final int ATTEMPTS = 5;

  State look(String bucket) {
    try {
      Map<String, String> tags =
          s3.getBucketTagging(it -> it.bucket(bucket)).tagSet().stream()
              .collect(Collectors.toMap(Tag::key, Tag::value));
      return Belonging.of(names, tags);
    } catch (S3Exception e) {
      return switch (code(e)) {
        case "NoSuchBucket" -> State.GONE;
        case "NoSuchTagSet" -> State.FOREIGN;
        default -> throw e;
      };
    }
  }

  void remove(String bucket, Telling telling) {
    for (int attempt = 1; ; attempt++) {
      empty(bucket, telling);
      try {
        s3.deleteBucket(it -> it.bucket(bucket));
        return;
      } catch (S3Exception e) {
        if (!code(e).equals("BucketNotEmpty") || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void empty(String bucket, Telling telling) {
    try {
      new BucketVersions(s3, bucket)
          .delete(
              Long.MAX_VALUE,
              deleted ->
                  telling.progress(
                      "%s: %d versions of objects deleted".formatted(bucket, deleted)));
    } catch (InvalidInputException e) {
      throw new DestroyException(String.valueOf(e.getMessage()));
    }
  }

  private static String code(S3Exception e) {
    return e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
  }
}

package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.cli.destroy.Telling;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
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

  /** Every page begins after the last key and version of the one before. */
  private void empty(String bucket, Telling telling) {
    long deleted = 0;
    for (ListObjectVersionsResponse page :
        s3.listObjectVersionsPaginator(it -> it.bucket(bucket))) {
      List<ObjectIdentifier> found = versions(page);
      if (!found.isEmpty()) {
        delete(bucket, found);
        deleted += found.size();
        telling.progress("%s: %d versions of objects deleted".formatted(bucket, deleted));
      }
    }
  }

  private static List<ObjectIdentifier> versions(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(it -> identifier(it.key(), it.versionId())),
            page.deleteMarkers().stream().map(it -> identifier(it.key(), it.versionId())))
        .toList();
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  /** A page has as many versions as one call may delete. */
  private void delete(String bucket, List<ObjectIdentifier> found) {
    DeleteObjectsResponse answer =
        s3.deleteObjects(it -> it.bucket(bucket).delete(all -> all.objects(found).quiet(true)));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      var first = answer.errors().get(0);
      throw new DestroyException(
          "%d objects of %s stay, the first is '%s' (%s: %s); let your role do s3:DeleteObjectVersion there, then run lake destroy again"
              .formatted(
                  answer.errors().size(), bucket, first.key(), first.code(), first.message()));
    }
  }

  private static String code(S3Exception e) {
    return e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
  }
}

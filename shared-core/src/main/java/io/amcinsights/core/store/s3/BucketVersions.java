package io.amcinsights.core.store.s3;

import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Everything that lies in a bucket: all versions of all objects, and the marks of deleted ones. */
public record BucketVersions(S3Client s3, String bucket) {

  /**
   * How much that is.
   *
   * @param versions delete markers included
   */
  public record Sum(long versions, long bytes) {}

  public Sum count() {
    long versions = 0;
    long bytes = 0;
    for (ListObjectVersionsResponse page :
        s3.listObjectVersionsPaginator(it -> it.bucket(bucket))) {
      versions += page.versions().size() + page.deleteMarkers().size();
      bytes += page.versions().stream().mapToLong(ObjectVersion::size).sum();
    }
    return new Sum(versions, bytes);
  }

  /**
   * Deletes them, page by page.
   *
   * @param enough no further page is begun once so many are deleted
   * @param soFar hears how many after each page
   * @return how many; fewer than enough when there are no more
   * @throws InvalidInputException when S3 keeps some
   */
  public long delete(long enough, LongConsumer soFar) {
    long deleted = 0;
    // Every page begins after the last key and version of the one before.
    for (ListObjectVersionsResponse page :
        s3.listObjectVersionsPaginator(it -> it.bucket(bucket))) {
      List<ObjectIdentifier> found = identifiers(page);
      if (!found.isEmpty()) {
        delete(found);
        deleted += found.size();
        soFar.accept(deleted);
      }
      if (deleted >= enough) {
        return deleted;
      }
    }
    return deleted;
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(it -> identifier(it.key(), it.versionId())),
            page.deleteMarkers().stream().map(it -> identifier(it.key(), it.versionId())))
        .toList();
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  /** A page has as many versions as one call may delete. */
  private void delete(List<ObjectIdentifier> found) {
    DeleteObjectsResponse answer =
        s3.deleteObjects(it -> it.bucket(bucket).delete(all -> all.objects(found).quiet(true)));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      var first = answer.errors().get(0);
      throw new InvalidInputException(
          "%d objects of %s stay, the first is '%s' (%s: %s); let your role do"
              + " s3:DeleteObjectVersion there, then repeat it",
          answer.errors().size(), bucket, first.key(), first.code(), first.message());
    }
  }
}

package io.amcinsights.cli.destroy.aws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.paginators.ListObjectVersionsIterable;

/**
 * A bucket as S3 shows its versions: a thousand a page, in order of keys, the next page after both
 * markers; and that is deleted only when it is empty.
 */
final class VersionedBucket implements S3Client {

  private static final int PAGE = 1_000;

  private record Entry(String key, String version, boolean marker) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> held = new HashSet<>();
  private final List<String> late = new ArrayList<>();
  private final Map<String, String> tags;
  private boolean deleted;

  VersionedBucket(Map<String, String> tags) {
    this.tags = tags;
  }

  void version(String key) {
    put(key, false);
  }

  void deleteMarker(String key) {
    put(key, true);
  }

  private void put(String key, boolean marker) {
    entries.add(new Entry(key, "%08d".formatted(entries.size()), marker));
    entries.sort(java.util.Comparator.comparing(Entry::key).thenComparing(Entry::version));
  }

  void holds(String key) {
    held.add(key);
  }

  void arrivesBeforeDeletion(String key) {
    late.add(key);
  }

  boolean isDeleted() {
    return deleted;
  }

  @Override
  public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
    if (deleted) {
      throw refusal("NoSuchBucket");
    }
    if (tags.isEmpty()) {
      throw refusal("NoSuchTagSet");
    }
    List<Tag> set =
        tags.entrySet().stream()
            .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
            .toList();
    return GetBucketTaggingResponse.builder().tagSet(set).build();
  }

  @Override
  public ListObjectVersionsIterable listObjectVersionsPaginator(ListObjectVersionsRequest it) {
    return new ListObjectVersionsIterable(this, it);
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    List<Entry> after =
        entries.stream()
            .filter(it -> isAfter(it, request.keyMarker(), request.versionIdMarker()))
            .toList();
    List<Entry> page = after.subList(0, Math.min(PAGE, after.size()));
    var answer =
        ListObjectVersionsResponse.builder()
            .versions(
                page.stream()
                    .filter(it -> !it.marker())
                    .map(
                        it -> ObjectVersion.builder().key(it.key()).versionId(it.version()).build())
                    .toList())
            .deleteMarkers(
                page.stream()
                    .filter(Entry::marker)
                    .map(
                        it ->
                            DeleteMarkerEntry.builder()
                                .key(it.key())
                                .versionId(it.version())
                                .build())
                    .toList())
            .isTruncated(after.size() > page.size());
    if (after.size() > page.size()) {
      Entry last = page.get(page.size() - 1);
      answer.nextKeyMarker(last.key()).nextVersionIdMarker(last.version());
    }
    return answer.build();
  }

  /** A key alone as marker means: after all versions of it. */
  private static boolean isAfter(Entry it, @Nullable String key, @Nullable String version) {
    if (key == null || it.key().compareTo(key) > 0) {
      return true;
    }
    return it.key().equals(key) && version != null && it.version().compareTo(version) > 0;
  }

  @Override
  public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
    var errors = new ArrayList<S3Error>();
    if (request.delete().objects().size() > PAGE) {
      throw refusal("MalformedXML");
    }
    for (ObjectIdentifier it : request.delete().objects()) {
      if (held.contains(it.key())) {
        errors.add(S3Error.builder().key(it.key()).code("AccessDenied").message("no").build());
      } else {
        entries.removeIf(one -> one.key().equals(it.key()) && one.version().equals(it.versionId()));
      }
    }
    return DeleteObjectsResponse.builder().errors(errors).build();
  }

  @Override
  public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
    late.forEach(this::version);
    late.clear();
    if (!entries.isEmpty()) {
      throw refusal("BucketNotEmpty");
    }
    deleted = true;
    return DeleteBucketResponse.builder().build();
  }

  private static S3Exception refusal(String code) {
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }

  @Override
  public String serviceName() {
    return "s3";
  }

  @Override
  public void close() {}
}

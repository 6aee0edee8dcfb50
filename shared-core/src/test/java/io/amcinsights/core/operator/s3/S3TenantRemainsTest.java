package io.amcinsights.core.operator.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.operator.TenantRemains.Contents;
import io.amcinsights.core.operator.TenantRemains.Owner;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.paginators.ListObjectVersionsIterable;

class S3TenantRemainsTest {

  private static final Tenant ACME =
      Tenant.requested(
          TenantJson.request(
              Json.read(
                  "tenant",
                  """
                  {"customerId": "acme", "customerName": "Acme", "prefix": "acme",
                   "team": "demoteam", "dataset": "amcdataset", "bucketName": "amc-acme",
                   "bucketRegion": "us-east-1", "bucketAccount": "000000000000",
                   "amcAwsAccount": "111122223333"}
                  """)),
          Instant.EPOCH);

  private final Bucket bucket = new Bucket();
  private final List<String> keys = new ArrayList<>();
  private final S3TenantRemains remains = new S3TenantRemains(bucket, LakeNames.DEFAULT, keys::add);

  @Test
  void onlyTagsOfThisTenantTellThatABucketIsOurs() {
    bucket.tags.putAll(Map.of("lake:installation", "amclake", "lake:environment", "dev"));
    assertThat(remains.owner(ACME)).isEqualTo(Owner.OTHERS);

    bucket.tags.put("lake:tenant", "acme");
    assertThat(remains.owner(ACME)).isEqualTo(Owner.LAKE);

    bucket.refusal = 403;
    assertThat(remains.owner(ACME)).isEqualTo(Owner.OTHERS);
    bucket.refusal = 404;
    assertThat(remains.owner(ACME)).isEqualTo(Owner.NOBODY);
  }

  @Test
  void aBucketIsEmptiedSomePagesAtATimeThenDeleted() {
    bucket.versions = 25;

    assertThat(remains.contents(ACME)).isEqualTo(new Contents(25, 250));
    assertThat(remains.empty(ACME, 15)).isEqualTo(20);
    assertThat(remains.empty(ACME, 15)).isEqualTo(5);
    assertThat(remains.empty(ACME, 15)).isZero();
    remains.deleteBucket(ACME);
    assertThat(bucket.refusal).isEqualTo(404);
  }

  @Test
  void aKeyIsHandedOn() {
    remains.scheduleKeyDeletion("arn:key");

    assertThat(keys).containsExactly("arn:key");
  }

  /** A bucket of versions without names, ten a page. */
  private static final class Bucket implements S3Client {

    private static final int ALL = 25;

    private final Map<String, String> tags = new HashMap<>();
    private int versions;
    private int refusal;

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
      if (refusal != 0) {
        throw (S3Exception) S3Exception.builder().statusCode(refusal).build();
      }
      return HeadBucketResponse.builder().build();
    }

    @Override
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
      return GetBucketTaggingResponse.builder()
          .tagSet(
              tags.entrySet().stream()
                  .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                  .toList())
          .build();
    }

    @Override
    public ListObjectVersionsIterable listObjectVersionsPaginator(ListObjectVersionsRequest it) {
      return new ListObjectVersionsIterable(this, it);
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      int from = request.keyMarker() == null ? 0 : Integer.parseInt(request.keyMarker());
      // As S3 does: what was deleted since is not listed, and the marker still counts.
      int first = Math.max(from, ALL - versions);
      int last = Math.min(first + 10, ALL);
      return ListObjectVersionsResponse.builder()
          .versions(IntStream.range(first, last).mapToObj(it -> version("k" + it)).toList())
          .isTruncated(last < ALL)
          .nextKeyMarker(last < ALL ? String.valueOf(last) : null)
          .build();
    }

    private static ObjectVersion version(String key) {
      return ObjectVersion.builder().key(key).versionId("1").size(10L).build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
      versions -= request.delete().objects().size();
      return DeleteObjectsResponse.builder().build();
    }

    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
      refusal = 404;
      return DeleteBucketResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}

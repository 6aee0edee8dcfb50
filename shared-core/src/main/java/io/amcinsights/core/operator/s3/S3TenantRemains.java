package io.amcinsights.core.operator.s3;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.operator.TenantRemains;
import io.amcinsights.core.store.s3.BucketVersions;
import io.amcinsights.core.tenant.Tenant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets of tenants in Amazon S3, which their tags tell from others of the same name. */
public final class S3TenantRemains implements TenantRemains {

  private static final int NOT_FOUND = 404;

  private final S3Client s3;
  private final LakeNames names;
  private final Consumer<String> keys;

  /**
   * @param keys has the key of an ARN deleted after {@link TenantRemains#KEY_DAYS} days
   */
  public S3TenantRemains(S3Client s3, LakeNames names, Consumer<String> keys) {
    this.s3 = s3;
    this.names = names;
    this.keys = keys;
  }

  @Override
  public Owner owner(Tenant tenant) {
    String bucket = tenant.bucketName();
    try {
      call("look at", tenant, () -> s3.headBucket(it -> it.bucket(bucket)));
    } catch (S3Exception e) {
      // Anything but "not found" means that the name is taken.
      return e.statusCode() == NOT_FOUND ? Owner.NOBODY : Owner.OTHERS;
    }
    try {
      Map<String, String> tags =
          call("read the tags of", tenant, () -> s3.getBucketTagging(it -> it.bucket(bucket)))
              .tagSet()
              .stream()
              .collect(Collectors.toMap(Tag::key, Tag::value));
      return isOurs(tags, tenant) ? Owner.LAKE : Owner.OTHERS;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Owner.OTHERS;
      }
      throw e;
    }
  }

  private boolean isOurs(Map<String, String> tags, Tenant tenant) {
    return names.installation().equals(tags.get("lake:installation"))
        && names.environment().equals(tags.get("lake:environment"))
        && tenant.customerId().equals(tags.get("lake:tenant"));
  }

  @Override
  public Contents contents(Tenant tenant) {
    BucketVersions.Sum sum = call("list", tenant, versions(tenant)::count);
    return new Contents(sum.versions(), sum.bytes());
  }

  @Override
  public long empty(Tenant tenant, long enough) {
    return call("empty", tenant, () -> versions(tenant).delete(enough, soFar -> {}));
  }

  private BucketVersions versions(Tenant tenant) {
    return new BucketVersions(s3, tenant.bucketName());
  }

  @Override
  public void deleteBucket(Tenant tenant) {
    call("delete", tenant, () -> s3.deleteBucket(it -> it.bucket(tenant.bucketName())));
  }

  @Override
  public void scheduleKeyDeletion(String keyArn) {
    keys.accept(keyArn);
  }

  private static <T> T call(String verb, Tenant tenant, Supplier<T> call) {
    return AwsErrors.call(verb + " bucket " + tenant.bucketName(), call);
  }
}

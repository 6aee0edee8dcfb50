package io.amcinsights.local.control;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.operator.TenantRemains;
import io.amcinsights.core.operator.s3.S3TenantRemains;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.local.LocalLake;
import io.amcinsights.local.s3.LocalBuckets;
import java.util.List;
import java.util.LongSummaryStatistics;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What tenants leave on this machine, where buckets keep one version of an object, and keys are
 * names only.
 */
final class LocalTenantRemains implements TenantRemains {

  private final S3Client client;
  private final S3TenantRemains s3;
  private final LocalBuckets buckets;

  LocalTenantRemains(LocalLake lake, LakeNames names) {
    this.client = lake.clients().s3();
    this.s3 = new S3TenantRemains(client, names, key -> {});
    this.buckets = lake.buckets();
  }

  @Override
  public Owner owner(Tenant tenant) {
    return s3.owner(tenant);
  }

  @Override
  public Contents contents(Tenant tenant) {
    LongSummaryStatistics sizes =
        client.listObjectsV2Paginator(it -> it.bucket(tenant.bucketName())).contents().stream()
            .mapToLong(S3Object::size)
            .summaryStatistics();
    return new Contents(sizes.getCount(), sizes.getSum());
  }

  /** One page: what is deleted is not listed again. */
  @Override
  public long empty(Tenant tenant, long enough) {
    String bucket = tenant.bucketName();
    List<ObjectIdentifier> found =
        client.listObjectsV2(it -> it.bucket(bucket)).contents().stream()
            .map(it -> ObjectIdentifier.builder().key(it.key()).build())
            .toList();
    if (!found.isEmpty()) {
      client.deleteObjects(it -> it.bucket(bucket).delete(all -> all.objects(found)));
    }
    return found.size();
  }

  /** With what only templates know of it. */
  @Override
  public void deleteBucket(Tenant tenant) {
    buckets.delete(tenant.bucketName());
  }

  @Override
  public void scheduleKeyDeletion(String keyArn) {
    s3.scheduleKeyDeletion(keyArn);
  }
}

package io.amcinsights.tps.aws;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.tps.Buckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets as S3 describes them to this account. */
public final class S3Buckets implements Buckets {

  private static final int NOT_FOUND = 404;

  private final ProvisioningClients clients;
  private final LakeNames names;

  public S3Buckets(ProvisioningClients clients, LakeNames names) {
    this.clients = clients;
    this.names = names;
  }

  @Override
  public Owner owner(String region, String bucket, String customerId) {
    S3Client s3 = clients.s3(region);
    try {
      call("look at bucket " + bucket, () -> s3.headBucket(it -> it.bucket(bucket)));
    } catch (S3Exception e) {
      // Anything but "not found" means that the name is taken: by another account, or in another
      // region.
      return e.statusCode() == NOT_FOUND ? Owner.NOBODY : Owner.OTHERS;
    }
    Map<String, String> tags = tags(s3, bucket);
    boolean ours =
        names.installation().equals(tags.get("lake:installation"))
            && names.environment().equals(tags.get("lake:environment"))
            && customerId.equals(tags.get("lake:tenant"));
    return ours ? Owner.THIS_TENANT : Owner.OTHERS;
  }

  private static Map<String, String> tags(S3Client s3, String bucket) {
    var tags = new HashMap<String, String>();
    answer("read the tags of bucket " + bucket, () -> s3.getBucketTagging(it -> it.bucket(bucket)))
        .ifPresent(all -> all.tagSet().forEach(it -> tags.put(it.key(), it.value())));
    return tags;
  }

  @Override
  public List<String> obstacles(String region, String bucket, String deliverer) {
    S3Client s3 = clients.s3(region);
    try {
      call("look at bucket " + bucket, () -> s3.headBucket(it -> it.bucket(bucket)));
    } catch (S3Exception e) {
      return List.of(
          e.statusCode() == NOT_FOUND
              ? "Bucket %s does not exist; make it, or set bucketExists to false".formatted(bucket)
              : "Bucket %s cannot be looked at from here (%d); see that it is in region %s and in this account"
                  .formatted(bucket, e.statusCode(), region));
    }
    var obstacles = new ArrayList<String>();
    if (!announces(s3, bucket)) {
      obstacles.add(Instructions.announce(bucket, region));
    }
    if (!BucketPolicy.admits(policy(s3, bucket), deliverer)) {
      obstacles.add(Instructions.admit(bucket, region, deliverer));
    }
    return List.copyOf(obstacles);
  }

  private static boolean announces(S3Client s3, String bucket) {
    return call(
                "read the notifications of bucket " + bucket,
                () -> s3.getBucketNotificationConfiguration(it -> it.bucket(bucket)))
            .eventBridgeConfiguration()
        != null;
  }

  private static String policy(S3Client s3, String bucket) {
    return answer(
            "read the policy of bucket " + bucket,
            () -> s3.getBucketPolicy(it -> it.bucket(bucket)))
        .map(it -> it.policy())
        .orElse("{}");
  }

  /** Empty when there is no such thing on the bucket. */
  private static <T> Optional<T> answer(String what, Supplier<T> call) {
    try {
      return Optional.of(call(what, call));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T call(String what, Supplier<T> call) {
    return AwsErrors.call(what, call);
  }
}

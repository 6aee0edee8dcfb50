package io.amcinsights.tps.aws;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.tps.Buckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Buckets as S3 describes them to this account. */
public final class S3Buckets implements Buckets {

  private static final int NOT_FOUND = 404;

  private final ProvisioningClients clients;
  private final StsClient sts;
  private final LakeNames names;
  private final PartnerInstructions partners;

  public S3Buckets(
      ProvisioningClients clients, StsClient sts, LakeNames names, PartnerInstructions partners) {
    this.clients = clients;
    this.sts = sts;
    this.names = names;
    this.partners = partners;
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
    return obstacles(clients.s3(region), region, bucket, deliverer);
  }

  @Override
  public List<String> obstaclesElsewhere(TenantSettings settings, String reader) {
    AssumeRoleResponse assumed;
    try {
      assumed =
          call(
              "become " + reader,
              () ->
                  sts.assumeRole(
                      it ->
                          it.roleArn(reader)
                              .roleSessionName("amc-data-lake")
                              .externalId(settings.customerId())));
    } catch (StsException e) {
      return List.of(partners.of(settings));
    }
    Credentials key = assumed.credentials();
    var credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                key.accessKeyId(), key.secretAccessKey(), key.sessionToken()));
    TenantSettings.Bucket bucket = settings.bucket();
    S3Client s3 = clients.s3(bucket.region(), credentials);
    return obstacles(s3, bucket.region(), bucket.name(), settings.amc().account());
  }

  private static List<String> obstacles(
      S3Client s3, String region, String bucket, String deliverer) {
    try {
      call("look at bucket " + bucket, () -> s3.headBucket(it -> it.bucket(bucket)));
    } catch (S3Exception e) {
      return List.of(
          e.statusCode() == NOT_FOUND
              ? "Bucket %s does not exist; make it, or set bucketExists to false".formatted(bucket)
              : "Bucket %s cannot be looked at from here (%d); see that it is in region %s and in the account that the record names"
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

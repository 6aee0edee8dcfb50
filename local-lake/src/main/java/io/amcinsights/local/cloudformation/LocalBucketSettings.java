package io.amcinsights.local.cloudformation;

import io.amcinsights.local.s3.Buckets;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Settings of buckets, which the S3 of this machine does not keep itself. */
public final class LocalBucketSettings implements S3Client {

  private static final int NOT_FOUND = 404;

  /** Whoever reaches this machine may write: nobody is kept out of a bucket here. */
  private static final String EVERYBODY =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\"}]}";

  private final S3Client s3;
  private final Buckets buckets;
  private final Function<String, Map<String, String>> tags;

  /**
   * Makes the client.
   *
   * @param tags of a bucket; empty when nobody gave it any
   */
  public LocalBucketSettings(
      S3Client s3, Buckets buckets, Function<String, Map<String, String>> tags) {
    this.s3 = s3;
    this.buckets = buckets;
    this.tags = tags;
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    return s3.headBucket(request);
  }

  @Override
  public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
    Map<String, String> found = tags.apply(request.bucket());
    if (found.isEmpty()) {
      throw S3Exception.builder()
          .statusCode(NOT_FOUND)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchTagSet").build())
          .build();
    }
    return GetBucketTaggingResponse.builder()
        .tagSet(
            found.entrySet().stream()
                .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                .toList())
        .build();
  }

  @Override
  public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
      GetBucketNotificationConfigurationRequest request) {
    boolean announces =
        buckets.all().stream().anyMatch(it -> it.name().equals(request.bucket()) && it.events());
    var answer = GetBucketNotificationConfigurationResponse.builder();
    return announces
        ? answer.eventBridgeConfiguration(EventBridgeConfiguration.builder().build()).build()
        : answer.build();
  }

  @Override
  public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
    return GetBucketPolicyResponse.builder().policy(EVERYBODY).build();
  }

  @Override
  public String serviceName() {
    return S3Client.SERVICE_NAME;
  }

  @Override
  public void close() {}
}

package io.amcinsights.tps.aws;

/** What the owner of an adopted bucket does, since nobody else changes it. */
final class Instructions {

  private Instructions() {}

  /** Keeps the notifications that are there: S3 replaces them all at once. */
  static String announce(String bucket, String region) {
    return """
        Bucket %1$s does not send its events to EventBridge. Its owner runs:
          aws s3api get-bucket-notification-configuration --bucket %1$s --region %2$s > notifications.json
          jq '. + {EventBridgeConfiguration: {}}' notifications.json > with-events.json
          aws s3api put-bucket-notification-configuration --bucket %1$s --region %2$s --notification-configuration file://with-events.json"""
        .formatted(bucket, region);
  }

  /** Adds one statement to the policy that is there. */
  static String admit(String bucket, String region, String deliverer) {
    return """
        The policy of bucket %1$s does not let AMC write (accounts %3$s and %4$s). Its owner runs:
          (aws s3api get-bucket-policy --bucket %1$s --region %2$s --query Policy --output text || echo '{"Version":"2012-10-17","Statement":[]}') > policy.json
          jq '.Statement += [{"Sid":"AmcDeliveries","Effect":"Allow","Principal":{"AWS":["%3$s","%4$s"]},"Action":["s3:PutObject","s3:PutObjectAcl"],"Resource":"arn:aws:s3:::%1$s/*"}]' policy.json > with-amc.json
          aws s3api put-bucket-policy --bucket %1$s --region %2$s --policy file://with-amc.json"""
        .formatted(bucket, region, deliverer, BucketPolicy.AMAZON_DELIVERY_ACCOUNT);
  }
}

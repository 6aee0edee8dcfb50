package io.amcinsights.infra;

import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Tags;

/**
 * The tenant that a template is instantiated for: what every such template is told.
 *
 * @param exists whether the bucket is adopted
 */
record Tenant(
    CfnParameter customerId,
    CfnParameter bucketName,
    CfnParameter amcAccountId,
    CfnParameter exists) {

  static Tenant of(TextTemplate template) {
    Tenant tenant =
        new Tenant(
            template
                .text("CustomerId", "Id of the tenant's record")
                .allowedPattern("[A-Za-z0-9][A-Za-z0-9_-]*")
                .maxLength(template.names().longestCustomerId())
                .build(),
            template
                .text("BucketName", "Bucket that AMC delivers to")
                .allowedPattern("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
                .build(),
            template.accountNamed("AmcAccountId", "Account of the tenant's AMC instance"),
            template.truth(
                "BucketExists", "true: the bucket is adopted and stays as it is", "false"));
    Tags.of(template).add("lake:tenant", tenant.id());
    return tenant;
  }

  String id() {
    return customerId.getValueAsString();
  }

  String bucket() {
    return bucketName.getValueAsString();
  }

  String bucketArn() {
    return Arns.bucket(bucket());
  }

  String amcAccount() {
    return amcAccountId.getValueAsString();
  }

  /** Whether a condition of a template may make the bucket. */
  String adopted() {
    return exists.getValueAsString();
  }
}

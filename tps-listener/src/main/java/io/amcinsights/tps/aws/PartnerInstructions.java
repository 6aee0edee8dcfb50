package io.amcinsights.tps.aws;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.TenantSettings;

/**
 * What is done for a bucket of another account, which nothing here can change: its owner deploys a
 * template that makes the bucket unless it is there, sends its events to us and lets us read it.
 *
 * @param home region of the installation
 * @param account of the installation
 * @param template where the template lies in S3
 */
public record PartnerInstructions(LakeNames names, String home, String account, String template) {

  /** Commands, first ours, then those of the owner. */
  String of(TenantSettings settings) {
    TenantSettings.Bucket bucket = settings.bucket();
    return """
        Bucket %1$s is account %2$s's, which has not let this lake in yet. Take the template for it, with credentials of account %3$s:
          aws s3 cp %4$s partner.template.json --region %5$s
        and let the owner of account %2$s deploy it:
          aws cloudformation deploy --stack-name %6$s --region %7$s --template-file partner.template.json --capabilities CAPABILITY_NAMED_IAM --parameter-overrides CustomerId=%8$s BucketName=%1$s AmcAccountId=%9$s BucketExists=%10$s HomeRegion=%5$s LakeAccount=%3$s"""
        .formatted(
            bucket.name(),
            bucket.account(),
            account,
            template,
            home,
            names.tenantStack(settings.customerId()),
            bucket.region(),
            settings.customerId(),
            settings.amc().account(),
            bucket.exists());
  }
}

package io.amcinsights.infra;

import software.amazon.awscdk.Aws;

/** ARNs of what is named and not referred to, in whatever partition the stack is deployed to. */
final class Arns {

  private Arns() {}

  /** Of the stack's account and region: {@code of("sqs", "name")}. */
  static String of(String service, String resource) {
    return arn(service, Aws.REGION, Aws.ACCOUNT_ID, resource);
  }

  /** Of services without regions: {@code global("iam", "role/name")}. */
  static String global(String service, String resource) {
    return arn(service, "", Aws.ACCOUNT_ID, resource);
  }

  /** Of a region of an account: {@code in("eu-west-1", "123456789012", "events", "...")}. */
  static String in(String region, String account, String service, String resource) {
    return arn(service, region, account, resource);
  }

  /** Of the stack's account, in whatever region. */
  static String anyRegion(String service, String resource) {
    return arn(service, "*", Aws.ACCOUNT_ID, resource);
  }

  /** Of whatever account. */
  static String anyAccount(String service, String resource) {
    return arn(service, "", "*", resource);
  }

  /** A bucket, or its objects. */
  static String bucket(String nameAndKey) {
    return arn("s3", "", "", nameAndKey);
  }

  /** Everybody in an account whom the account lets. */
  static String root(String account) {
    return arn("iam", "", account, "root");
  }

  private static String arn(String service, String region, String account, String resource) {
    return "arn:" + Aws.PARTITION + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}

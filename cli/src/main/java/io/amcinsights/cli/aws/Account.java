package io.amcinsights.cli.aws;

/**
 * Where the lake would be deployed.
 *
 * @param caller ARN of who asks
 */
record Account(String id, String region, String caller) {

  /** {@code aws}, {@code aws-cn}, ... */
  private String partition() {
    return caller.substring("arn:".length(), caller.indexOf(':', "arn:".length()));
  }

  /** The role that CloudFormation deploys with, of an account bootstrapped as usual. */
  String deployer() {
    return "arn:%s:iam::%s:role/cdk-hnb659fds-cfn-exec-role-%s-%s"
        .formatted(partition(), id, id, region);
  }
}

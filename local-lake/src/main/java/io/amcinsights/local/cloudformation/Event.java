package io.amcinsights.local.cloudformation;

/** Something that happened to a stack or one of its resources, in milliseconds. */
record Event(
    long time, String logicalId, String physicalId, String type, String status, String reason) {

  static final String STACK = "AWS::CloudFormation::Stack";
}

package io.amcinsights.core.cost;

/** What AWS counts and bills; the order is that of reports. */
public enum Unit {
  S3_WRITES("S3", "PUT, COPY, POST and LIST requests"),
  S3_READS("S3", "GET and HEAD requests"),
  EVENTS("EventBridge", "events"),
  SQS_REQUESTS("SQS", "requests"),
  LAMBDA_REQUESTS("Lambda", "invocations"),
  LAMBDA_GB_SECONDS("Lambda", "GB-seconds"),
  STATE_TRANSITIONS("Step Functions", "state transitions"),
  DYNAMODB_WRITES("DynamoDB", "write request units"),
  DYNAMODB_READS("DynamoDB", "read request units"),
  CATALOG_REQUESTS("Glue", "Data Catalog requests"),
  GLUE_DPU_SECONDS("Glue", "DPU-seconds"),
  KMS_REQUESTS("KMS", "requests"),
  METRIC_REQUESTS("CloudWatch", "PutMetricData requests");

  private final String service;
  private final String label;

  Unit(String service, String label) {
    this.service = service;
    this.label = label;
  }

  /** The service as a bill names it. */
  public String service() {
    return service;
  }

  /** What is counted, in plural. */
  public String label() {
    return label;
  }
}

package io.amcinsights.local.asl;

/** The states of an execution that Step Functions names. */
enum Status {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED
}

package io.amcinsights.benchmarks;

import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;

/**
 * The system this one replaces, from the calls counted in it. Where something is not known, the
 * assumption is one in its favour.
 */
final class ReplacedSystem {

  /** x86 costs this much of what Arm costs, the price that is in the list. */
  private static final double X86 = 1.25;

  /** Its functions: seconds are assumptions, memory is as deployed. */
  private static final double SMALL_GB = 0.25;

  private static final double SMALL_SECONDS = 0.3;
  private static final double TRANSFORM_GB = 1.5;
  private static final double TRANSFORM_SECONDS = 1;
  private static final double POLL_SECONDS = 15;

  /** What Glue bills at least. */
  private static final double SHORTEST_RUN = 60;

  private ReplacedSystem() {}

  /** Routing and stage A, for every file. */
  static Usage file() {
    // DynamoDB: 4 + 5 + 5 + 8, half of them writes; S3: 5 + 2; SQS: 2 + 2 and a receive.
    return calls(11, 11, 2, 5, 5)
        .plus(Unit.EVENTS, 1)
        .plus(functions(4))
        .plus(Unit.LAMBDA_REQUESTS, 1)
        .plus(Unit.LAMBDA_GB_SECONDS, TRANSFORM_GB * TRANSFORM_SECONDS * X86)
        .plus(Unit.STATE_TRANSITIONS, 5);
  }

  /**
   * Stage B, for every batch.
   *
   * @param dpus 1, as its runs ask for, or 2, as its job is given
   */
  static Usage batch(double glueSeconds, int dpus) {
    double seconds = Math.max(SHORTEST_RUN, glueSeconds);
    double polls = Math.ceil(seconds / POLL_SECONDS);
    // DynamoDB: 1 + 5 + 8; S3: 3 + 4; SQS: 4.
    return calls(7, 7, 3, 4, 4)
        .plus(calls(0.5, 0.5, 0, 0, 0).times(polls))
        .plus(functions(3 + polls))
        .plus(Unit.STATE_TRANSITIONS, 4 + 3 * polls)
        .plus(Unit.CATALOG_REQUESTS, 4 + polls)
        .plus(Unit.METRIC_REQUESTS, 6)
        .plus(Unit.GLUE_DPU_SECONDS, dpus * seconds);
  }

  private static Usage calls(
      double tableReads, double tableWrites, double puts, double gets, double messages) {
    return Usage.of(Unit.DYNAMODB_READS, tableReads)
        .plus(Unit.DYNAMODB_WRITES, tableWrites)
        .plus(Unit.S3_WRITES, puts)
        .plus(Unit.S3_READS, gets)
        .plus(Unit.SQS_REQUESTS, messages);
  }

  /** Small functions, each of which also sends a metric. */
  private static Usage functions(double invocations) {
    return Usage.of(Unit.LAMBDA_REQUESTS, invocations)
        .plus(Unit.METRIC_REQUESTS, invocations)
        .plus(Unit.LAMBDA_GB_SECONDS, invocations * SMALL_GB * SMALL_SECONDS * X86);
  }
}

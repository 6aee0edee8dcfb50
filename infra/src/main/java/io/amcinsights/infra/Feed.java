package io.amcinsights.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/** A queue feeding a function: few at a time, at once, and only what failed comes back. */
final class Feed {

  /** What one receive can carry. */
  private static final int BATCH = 10;

  /** As many as the function can take one after the other. */
  private static final int COLLECTED = 100;

  private Feed() {}

  /**
   * Makes the mapping. An L1, because the L2 would write the consumer's grant into the function's
   * stack and tie the two stacks in a circle.
   *
   * @param concurrency how many batches at once; null for no limit
   */
  static CfnEventSourceMapping create(
      Construct scope,
      String id,
      String queueArn,
      String functionArn,
      @Nullable Integer concurrency) {
    CfnEventSourceMapping.Builder mapping =
        CfnEventSourceMapping.Builder.create(scope, id)
            .eventSourceArn(queueArn)
            .functionName(functionArn)
            .batchSize(BATCH)
            .functionResponseTypes(List.of("ReportBatchItemFailures"));
    if (concurrency != null) {
      mapping.scalingConfig(
          CfnEventSourceMapping.ScalingConfigProperty.builder()
              .maximumConcurrency(concurrency)
              .build());
    }
    return mapping.build();
  }

  /** Has a mapping wait for more to come before it calls the function. */
  static void collect(CfnEventSourceMapping mapping, Duration window) {
    mapping.setMaximumBatchingWindowInSeconds(window.toSeconds().intValue());
    mapping.setBatchSize(COLLECTED);
  }
}

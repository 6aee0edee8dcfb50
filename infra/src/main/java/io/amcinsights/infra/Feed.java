package io.amcinsights.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;
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

  /**
   * Makes the mapping of a table's stream: in order for each record, ten of them at once. What
   * fails is narrowed down, tried again and in the end parked, and the others go on.
   *
   * @param lost queue of what could not be handled
   * @param longest how long a change is tried again
   */
  static CfnEventSourceMapping ofChanges(
      Construct scope,
      String id,
      String streamArn,
      LakeFunction function,
      Queue lost,
      Duration longest) {
    String pattern = "{\"dynamodb\":{\"Keys\":{\"config\":{\"S\":[\"tenant\"]}}}}";
    CfnEventSourceMapping mapping =
        CfnEventSourceMapping.Builder.create(scope, id)
            .eventSourceArn(streamArn)
            .functionName(function.invokeArn())
            .startingPosition("TRIM_HORIZON")
            .batchSize(COLLECTED)
            .parallelizationFactor(BATCH)
            .bisectBatchOnFunctionError(true)
            .maximumRetryAttempts(BATCH)
            .maximumRecordAgeInSeconds(longest.toSeconds().intValue())
            .functionResponseTypes(List.of("ReportBatchItemFailures"))
            .filterCriteria(
                CfnEventSourceMapping.FilterCriteriaProperty.builder()
                    .filters(
                        List.of(
                            CfnEventSourceMapping.FilterProperty.builder()
                                .pattern(pattern)
                                .build()))
                    .build())
            .destinationConfig(
                CfnEventSourceMapping.DestinationConfigProperty.builder()
                    .onFailure(
                        CfnEventSourceMapping.OnFailureProperty.builder()
                            .destination(lost.getQueueArn())
                            .build())
                    .build())
            .build();
    mapping.getNode().addDependency(function.role());
    return mapping;
  }

  /** Has a mapping wait for more to come before it calls the function. */
  static void collect(CfnEventSourceMapping mapping, Duration window) {
    mapping.setMaximumBatchingWindowInSeconds(window.toSeconds().intValue());
    mapping.setBatchSize(COLLECTED);
  }
}

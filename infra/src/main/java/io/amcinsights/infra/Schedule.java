package io.amcinsights.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A function that runs at a fixed rate. A run that is missed is made up for by the next one, and
 * parked so that somebody sees that it was.
 */
final class Schedule extends Construct {

  /** The next run does the same. */
  private static final Duration LATEST_START = Duration.hours(1);

  private static final int MOST_RETRIES = 2;

  Schedule(
      Construct scope,
      String id,
      String name,
      String description,
      String rate,
      LakeFunction function,
      Queue missed) {
    this(scope, id, name, description, "rate(" + rate + ")", function, missed, null);
    failed(function, missed);
  }

  /**
   * Makes a schedule of a function that has others, too.
   *
   * @param expression as EventBridge takes it
   * @param input JSON the function is called with; null for the event itself
   */
  Schedule(
      Construct scope,
      String id,
      String name,
      String description,
      String expression,
      LakeFunction function,
      Queue missed,
      @Nullable String input) {
    super(scope, id);
    CfnRule rule =
        CfnRule.Builder.create(this, "Rule")
            .name(name)
            .description(description)
            .scheduleExpression(expression)
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("Function")
                        .arn(function.invokeArn())
                        .input(input)
                        .deadLetterConfig(
                            CfnRule.DeadLetterConfigProperty.builder()
                                .arn(missed.getQueueArn())
                                .build())
                        .retryPolicy(
                            CfnRule.RetryPolicyProperty.builder()
                                .maximumEventAgeInSeconds(LATEST_START.toSeconds().intValue())
                                .maximumRetryAttempts(MOST_RETRIES)
                                .build())
                        .build()))
            .build();
    CfnPermission.Builder.create(this, "Permission")
        .action("lambda:InvokeFunction")
        .functionName(function.invokeArn())
        .principal("events.amazonaws.com")
        .sourceArn(rule.getAttrArn())
        .sourceAccount(software.amazon.awscdk.Aws.ACCOUNT_ID)
        .build();
  }

  /** Parks runs that failed; once for each function. */
  static void failed(LakeFunction function, Queue missed) {
    function.allow(WorkQueue.sendTo(missed));
    CfnEventInvokeConfig config =
        CfnEventInvokeConfig.Builder.create(function, "Failed")
            .functionName(function.spec().name())
            .qualifier(function.live().getAliasName())
            .maximumEventAgeInSeconds(LATEST_START.toSeconds().intValue())
            .maximumRetryAttempts(MOST_RETRIES)
            .destinationConfig(
                CfnEventInvokeConfig.DestinationConfigProperty.builder()
                    .onFailure(
                        CfnEventInvokeConfig.OnFailureProperty.builder()
                            .destination(missed.getQueueArn())
                            .build())
                    .build())
            .build();
    config.getNode().addDependency(function.live(), function.role());
  }
}

package io.amcinsights.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;

/** A function that runs at a fixed rate. A run that is missed is made up for by the next one. */
final class Schedule extends Construct {

  Schedule(
      Construct scope,
      String id,
      String name,
      String description,
      String rate,
      LakeFunction function) {
    this(scope, id, name, description, "rate(" + rate + ")", function, null);
  }

  /**
   * Makes the schedule.
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
                        .build()))
            .build();
    CfnPermission.Builder.create(this, "Permission")
        .action("lambda:InvokeFunction")
        .functionName(function.invokeArn())
        .principal("events.amazonaws.com")
        .sourceArn(rule.getAttrArn())
        .build();
  }
}

package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Events of AWS about what did not happen: parked for a person, and counted by the rule. */
final class FailedRuns {

  private FailedRuns() {}

  /** Runs of a Glue job that did not end well. */
  static void ofJob(Construct scope, String rule, String job, Queue missed) {
    park(
        scope,
        rule,
        "Runs of Glue job %s that failed".formatted(job),
        object(
            "source",
            List.of("aws.glue"),
            "detail-type",
            List.of("Glue Job State Change"),
            "detail",
            object("jobName", List.of(job), "state", List.of("FAILED", "TIMEOUT", "ERROR"))),
        missed);
  }

  /** Stacks of tenants that could not be made, changed or removed. */
  static void ofTenants(Construct scope, String rule, String stacks, Queue missed) {
    park(
        scope,
        rule,
        "Stacks of tenants that failed",
        object(
            "source",
            List.of("aws.cloudformation"),
            "detail-type",
            List.of("CloudFormation Stack Status Change"),
            "detail",
            object(
                "stack-id",
                List.of(object("prefix", Arns.of("cloudformation", "stack/" + stacks))),
                "status-details",
                object(
                    "status",
                    List.of(
                        "CREATE_FAILED",
                        "ROLLBACK_COMPLETE",
                        "ROLLBACK_FAILED",
                        "UPDATE_ROLLBACK_COMPLETE",
                        "UPDATE_ROLLBACK_FAILED",
                        "DELETE_FAILED")))),
        missed);
  }

  private static void park(
      Construct scope, String rule, String description, Map<String, Object> pattern, Queue missed) {
    CfnRule.Builder.create(scope, "Failed")
        .name(rule)
        .description(description)
        .eventPattern(pattern)
        .targets(List.of(ObjectEvents.target("Missed", missed.getQueueArn(), missed.getQueueArn())))
        .build();
  }
}

package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The way in: events of the raw bucket and of every tenant's bucket reach one queue, which
 * RouteObjects empties.
 */
final class Ingest extends Construct {

  /** Ten messages of two or three short calls each, with a cold start before them. */
  static final Duration ROUTE_TIMEOUT = Duration.seconds(30);

  private final WorkQueue queue;

  Ingest(Construct scope, String id, LakeNames names, String rawBucket) {
    super(scope, id);
    queue = new WorkQueue(this, "Ingest", names.ingestQueue(), ROUTE_TIMEOUT);
    admitRules(queue.queue(), names);
    admitRules(queue.deadLetters(), names);
    rule("RawObjects", names.rawRule(), rawBucket);
  }

  /**
   * One static statement for the rules of all tenants: a queue policy ends at 20 statements, long
   * before an agency runs out of customers.
   */
  private static void admitRules(Queue queue, LakeNames names) {
    queue.addToResourcePolicy(
        Conditions.admit(
            "RulesOfThisInstallation",
            "events.amazonaws.com",
            List.of("sqs:SendMessage"),
            queue.getQueueArn(),
            List.of(
                Arns.of("events", "rule/" + names.rawRule()),
                Arns.of("events", "rule/" + names.tenant("*")),
                Arns.of("events", "rule/" + names.sharedRules()))));
  }

  private void rule(String id, String name, String bucket) {
    CfnRule.Builder.create(this, id)
        .name(name)
        .description("Objects that appear in or vanish from the raw bucket ring for routing")
        .eventPattern(ObjectEvents.pattern(Aws.ACCOUNT_ID, bucket))
        .targets(
            List.of(
                ObjectEvents.target(
                    "Ingest", queue.queue().getQueueArn(), queue.deadLetters().getQueueArn())))
        .build();
  }

  WorkQueue queue() {
    return queue;
  }
}

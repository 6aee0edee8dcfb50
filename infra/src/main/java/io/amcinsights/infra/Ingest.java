package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
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
  private void admitRules(Queue queue, LakeNames names) {
    List<String> rules = new ArrayList<>();
    for (String rule : List.of(names.rawRule(), names.tenant("*"))) {
      rules.add(
          Stack.of(this)
              .formatArn(
                  ArnComponents.builder()
                      .service("events")
                      .resource("rule")
                      .resourceName(rule)
                      .build()));
    }
    TreeMap<String, Object> source = new TreeMap<>();
    source.put("aws:SourceArn", rules);
    TreeMap<String, Object> conditions = new TreeMap<>();
    conditions.put("ArnLike", source);
    queue.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("RulesOfThisInstallation")
            .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(queue.getQueueArn()))
            .conditions(conditions)
            .build());
  }

  private void rule(String id, String name, String bucket) {
    CfnRule.Builder.create(this, id)
        .name(name)
        .description("Objects that appear in or vanish from the raw bucket ring for routing")
        .eventPattern(ObjectEvents.pattern(bucket))
        .targets(
            List.of(
                ObjectEvents.target(
                    queue.queue().getQueueArn(), queue.deadLetters().getQueueArn())))
        .build();
  }

  WorkQueue queue() {
    return queue;
  }
}

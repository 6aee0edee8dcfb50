package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.ICfnRuleConditionExpression;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/**
 * The rules that tenants share, where a bus has no room for one of each: a slot is a rule for as
 * many buckets as a pattern holds. At home they ring for routing, elsewhere they send events home.
 *
 * <p>CloudFormation takes 51,200 bytes as text, and there are sixty of everything here. So the
 * retries are those that EventBridge has by itself, a day of them, nothing is parked, and the stack
 * brings its tags along instead of each rule: what got lost is found when buckets are compared with
 * the catalog.
 */
final class RulesTemplate extends TextTemplate {

  /** A bus takes 300 rules; tenants with rules of their own and the lake itself need the rest. */
  static final int SLOTS = 60;

  /** A pattern ends at 2,048 characters, and the name of a bucket at 63. */
  static final int BUCKETS_OF_A_SLOT = 25;

  private final CfnCondition home;

  RulesTemplate(Construct scope, LakeNames names) {
    super(scope, names, names.rulesTemplate(), "shared rules for tenants");
    CfnParameter homeRegion = homeRegion();
    home = condition("Home", Fn.conditionEquals(homeRegion.getValueAsString(), Aws.REGION));
    TagProps onRules =
        TagProps.builder().includeResourceTypes(List.of("AWS::Events::Rule")).build();
    Tags.of(this).remove("lake:installation", onRules);
    Tags.of(this).remove("lake:environment", onRules);
    for (int slot = 0; slot < SLOTS; slot++) {
      rule(slot);
    }
  }

  private void rule(int slot) {
    String number = "%02d".formatted(slot);
    CfnParameter buckets =
        CfnParameter.Builder.create(this, "Buckets" + number)
            .type("CommaDelimitedList")
            .defaultValue("")
            .build();
    CfnRule.Builder.create(this, "Rule" + number)
        .name(names().sharedRule(slot))
        .eventPattern(ObjectEvents.pattern(Aws.ACCOUNT_ID, buckets.getValueAsList()))
        .targets(List.of(target()))
        .build()
        .getCfnOptions()
        .setCondition(
            condition(
                "Used" + number,
                Fn.conditionNot(Fn.conditionEquals(Fn.join("", buckets.getValueAsList()), ""))));
  }

  /** Short forms: written out as elsewhere, they would not fit. */
  private ICfnRuleConditionExpression target() {
    return Fn.conditionIf(
        home.getLogicalId(),
        object(
            "Arn",
            Fn.sub(
                "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:"
                    + names().ingestQueue()),
            "Id",
            "Ring"),
        object(
            "Arn",
            Fn.sub(
                "arn:${AWS::Partition}:events:${HomeRegion}:${AWS::AccountId}:event-bus/default"),
            "Id",
            "Ring",
            "RoleArn",
            Fn.sub(
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/"
                    + names().forwarder("${HomeRegion}"))));
  }
}

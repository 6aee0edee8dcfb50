package io.amcinsights.infra;

import io.amcinsights.core.dataset.Operations;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Where everything that needs a person is said. */
final class AlarmTopic extends Construct {

  /**
   * Services that publish to it by themselves. Not EventBridge: it does not say for whom it
   * publishes to a topic, so that anybody's rules would have to be let in.
   */
  static final List<String> PUBLISHERS =
      List.of("cloudwatch.amazonaws.com", "budgets.amazonaws.com");

  private final Topic topic;

  AlarmTopic(Construct scope, String id, LakeNames names, Key key, Operations operations) {
    super(scope, id);
    topic =
        Topic.Builder.create(this, "Topic")
            .topicName(names.alarmTopic())
            .displayName("AMC data lake " + names.prefix())
            .masterKey(key)
            .enforceSsl(true)
            .build();
    for (String service : PUBLISHERS) {
      topic.addToResourcePolicy(
          PolicyStatement.Builder.create()
              .sid("Publishes" + service.substring(0, service.indexOf('.')))
              .principals(List.of(new ServicePrincipal(service)))
              .actions(List.of("sns:Publish"))
              .resources(List.of(topic.getTopicArn()))
              .conditions(Conditions.of("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID))
              .build());
    }
    for (String address : operations.alarmEmails()) {
      topic.addSubscription(new EmailSubscription(address));
    }
  }

  Topic topic() {
    return topic;
  }
}

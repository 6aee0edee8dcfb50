package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;

import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.dataset.Operations;
import io.amcinsights.core.dataset.PipelineParameters;
import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SubscriberProperty;
import software.constructs.Construct;

/** What the lake is looked at with: a dashboard for each pipeline, and a budget if one is set. */
final class OperationsStack extends LakeStack {

  /** Percent of the budget at which a mail is sent. */
  private static final int NEAR = 80;

  OperationsStack(
      Construct scope,
      FoundationStack foundation,
      LakeParameters parameters,
      List<PipelineStack> pipelines) {
    super(
        scope,
        foundation.names(),
        foundation.names().stack("operations"),
        "dashboards and budget",
        "operations",
        Kind.STATELESS);
    for (int i = 0; i < pipelines.size(); i++) {
      PipelineParameters pipeline = parameters.pipelines().get(i);
      new Dashboard(
          this,
          "Dashboard" + pipeline.name(),
          pipelines.get(i),
          names().pipeline(pipeline.team(), pipeline.pipeline()),
          parameters.datasetsOf(pipeline).stream()
              .map(it -> names().dataset(it.team(), it.dataset()).stageBQueue())
              .toList());
    }
    if (parameters.operations().monthlyBudgetUsd() > 0) {
      budget(parameters.operations(), foundation.alarms().getTopicArn());
    }
  }

  private void budget(Operations operations, String topic) {
    List<Object> warnings =
        List.of(warning("ACTUAL", NEAR, topic), warning("FORECASTED", 100, topic));
    CfnBudget.Builder.create(this, "Budget")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetName(names().watch("budget"))
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    CfnBudget.SpendProperty.builder()
                        .amount(operations.monthlyBudgetUsd())
                        .unit("USD")
                        .build())
                .costFilters(
                    object(
                        "TagKeyValue", List.of("user:lake:installation$" + names().installation())))
                .build())
        .notificationsWithSubscribers(warnings)
        .build();
  }

  private static CfnBudget.NotificationWithSubscribersProperty warning(
      String kind, int percent, String topic) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            NotificationProperty.builder()
                .notificationType(kind)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(SubscriberProperty.builder().subscriptionType("SNS").address(topic).build()))
        .build();
  }
}

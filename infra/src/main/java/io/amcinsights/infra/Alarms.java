package io.amcinsights.infra;

import io.amcinsights.core.naming.NameScope;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * Alarms of an installation or of a pipeline. Each says what happened and where to read on, and is
 * sent to the topic when it begins and when it is over.
 *
 * <p>Alarms are paid by the metric. So one alarm watches all of a kind by metric math, and what
 * grows with datasets (queues, tables) is measured by the sweeper as one number.
 */
final class Alarms extends Construct {

  /** Where runbooks stand; the anchor is the alarm's name. */
  private static final String RUNBOOKS = "docs/runbooks.md#";

  private static final Duration FIVE_MINUTES = Duration.minutes(5);

  private final Topic topic;
  private final NameScope owner;

  Alarms(Construct scope, String id, Topic topic, NameScope owner) {
    super(scope, id);
    this.topic = topic;
    this.owner = owner;
  }

  /** What should never be is, or happened within five minutes. */
  void never(String name, String meaning, List<Signal> signals) {
    exceeds(name, meaning, signals, "SUM", 0, 1);
  }

  /** Something that may happen goes on happening for a quarter of an hour. */
  void notForLong(String name, String meaning, List<Signal> signals) {
    exceeds(name, meaning, signals, "SUM", 0, 3);
  }

  /** The oldest of something is too old. */
  void notOlderThan(String name, String meaning, Duration age, List<Signal> signals) {
    exceeds(name, meaning, signals, "MAX", age.toSeconds().intValue(), 1);
  }

  /** Something that runs all the time has stopped. */
  void alive(String name, String meaning, Signal signal) {
    alarm(name, meaning, "LessThanThreshold", 1, 3)
        .treatMissingData("breaching")
        .metrics(List.of(metric("m1", signal, FIVE_MINUTES, true)))
        .build();
  }

  /** More than so many of a hundred, within an hour. */
  void percentage(String name, String meaning, int most, Signal part, List<Signal> others) {
    Duration hour = Duration.hours(1);
    List<Object> metrics = new ArrayList<>(List.of(metric("m0", part, hour, false)));
    metrics.addAll(metrics(others, hour));
    metrics.add(expression("100 * m0 / SUM(FILL(METRICS(\"m\"), 0))"));
    alarm(name, meaning, "GreaterThanThreshold", most, 1)
        .treatMissingData("notBreaching")
        .metrics(metrics)
        .build();
  }

  private void exceeds(
      String name, String meaning, List<Signal> signals, String function, int most, int periods) {
    List<Object> metrics = new ArrayList<>();
    if (signals.size() == 1) {
      metrics.add(metric("m1", signals.get(0), FIVE_MINUTES, true));
    } else {
      metrics.addAll(metrics(signals, FIVE_MINUTES));
      // What has no value had none of it happen.
      metrics.add(expression(function + "(FILL(METRICS(\"m\"), 0))"));
    }
    alarm(name, meaning, "GreaterThanThreshold", most, periods)
        .treatMissingData("notBreaching")
        .metrics(metrics)
        .build();
  }

  private CfnAlarm.Builder alarm(
      String name, String meaning, String comparison, int threshold, int periods) {
    return CfnAlarm.Builder.create(this, name)
        .alarmName(owner.watch(name))
        .alarmDescription(meaning + " Runbook: " + RUNBOOKS + name)
        .comparisonOperator(comparison)
        .threshold(threshold)
        .evaluationPeriods(periods)
        .datapointsToAlarm(periods)
        .alarmActions(List.of(topic.getTopicArn()))
        .okActions(List.of(topic.getTopicArn()));
  }

  private static List<Object> metrics(List<Signal> signals, Duration period) {
    List<Object> metrics = new ArrayList<>();
    for (Signal signal : signals) {
      metrics.add(metric("m" + (metrics.size() + 1), signal, period, false));
    }
    return metrics;
  }

  private static CfnAlarm.MetricDataQueryProperty metric(
      String id, Signal signal, Duration period, boolean watched) {
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id(id)
        .metricStat(signal.over(period.toSeconds().intValue()))
        .returnData(watched)
        .build();
  }

  private static CfnAlarm.MetricDataQueryProperty expression(String expression) {
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id("watched")
        .expression(expression)
        .returnData(true)
        .build();
  }
}

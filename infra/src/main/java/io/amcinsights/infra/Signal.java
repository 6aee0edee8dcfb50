package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;

import io.amcinsights.core.naming.NameScope;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/**
 * A metric and how its values of a period become one.
 *
 * @param dimension name and value that tell whose it is
 */
record Signal(String namespace, String metric, Map<String, Object> dimension, String statistic) {

  /** Namespace and dimension of what our functions measure themselves. */
  static final String OURS = "AmcLake";

  static final String SCOPE = "Scope";

  static final String SUM = "Sum";
  static final String MAXIMUM = "Maximum";

  /** Of functions: one for each. */
  static List<Signal> functions(String metric, LakeFunction... functions) {
    return Stream.of(functions)
        .map(it -> new Signal("AWS/Lambda", metric, object("FunctionName", it.spec().name()), SUM))
        .toList();
  }

  /** The largest value of a queue. */
  static Signal queue(String metric, String queue) {
    return new Signal("AWS/SQS", metric, object("QueueName", queue), MAXIMUM);
  }

  /** Executions of a machine. */
  static Signal machine(String metric, String machineArn) {
    return new Signal("AWS/States", metric, object("StateMachineArn", machineArn), SUM);
  }

  /** Events that a rule of EventBridge passed on. */
  static Signal rule(String rule) {
    return new Signal("AWS/Events", "TriggeredRules", object("RuleName", rule), SUM);
  }

  /** What our functions measure. */
  static Signal ours(NameScope scope, String metric, String statistic) {
    return new Signal(OURS, metric, object(SCOPE, scope.prefix()), statistic);
  }

  /** The function, queue or machine it is of. */
  String owner() {
    return dimension.values().iterator().next().toString();
  }

  CfnAlarm.MetricStatProperty over(int seconds) {
    return CfnAlarm.MetricStatProperty.builder()
        .metric(
            CfnAlarm.MetricProperty.builder()
                .namespace(namespace)
                .metricName(metric)
                .dimensions(
                    dimension.entrySet().stream()
                        .map(
                            it ->
                                CfnAlarm.DimensionProperty.builder()
                                    .name(it.getKey())
                                    .value(it.getValue().toString())
                                    .build())
                        .toList())
                .build())
        .period(seconds)
        .stat(statistic)
        .build();
  }

  /** As a dashboard's widget takes it. */
  List<Object> onDashboard(String label) {
    Stream<Object> name = Stream.of(namespace, metric);
    Stream<Object> whose =
        dimension.entrySet().stream().flatMap(it -> Stream.of(it.getKey(), it.getValue()));
    Stream<Object> how = Stream.of(object("stat", statistic, "label", label));
    return Stream.of(name, whose, how).flatMap(it -> it).toList();
  }
}

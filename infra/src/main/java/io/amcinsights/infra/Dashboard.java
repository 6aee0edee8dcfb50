package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;

import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/**
 * A pipeline at a glance, from what a marketer notices at the top (are my results there, and how
 * soon) to what an operator looks for at the bottom (where does it hang).
 */
final class Dashboard extends Construct {

  private static final int WIDTH = 12;
  private static final int HEIGHT = 6;

  /** What a dashboard's widget draws at most. */
  private static final int MOST_QUEUES = 100;

  private final LakeNames.Pipeline names;
  private final List<Map<String, Object>> widgets = new ArrayList<>();

  /**
   * Makes the dashboard.
   *
   * @param queues of the pipeline's datasets, by name
   */
  Dashboard(
      Construct scope,
      String id,
      PipelineStack pipeline,
      LakeNames.Pipeline names,
      List<String> queues) {
    super(scope, id);
    this.names = names;
    deliveries();
    executions(pipeline);
    queues(queues);
    functions(pipeline);
    CfnDashboard.Builder.create(this, "Dashboard")
        .dashboardName(names.watch("dashboard"))
        .dashboardBody(Stack.of(this).toJsonString(object("widgets", widgets)))
        .build();
  }

  private void deliveries() {
    graph("Deliveries", true, ours(Signal.SUM, "Committed", "Skipped", "Quarantined", "Failed"));
    graph(
        "Seconds from delivery to table",
        false,
        List.of(
            Signal.ours(names, "SecondsToTable", "p50").onDashboard("half of them"),
            Signal.ours(names, "SecondsToTable", "p95").onDashboard("95 of 100")));
    graph("Rows", true, ours(Signal.SUM, "Rows"));
    graph("What needs help", false, ours(Signal.MAXIMUM, "FailedWork", "WaitingForTenant"));
    graph(
        "Oldest work, in seconds",
        false,
        ours(Signal.MAXIMUM, "OldestWorkSeconds", "OldestFailureSeconds"));
  }

  private List<List<Object>> ours(String statistic, String... metrics) {
    return Stream.of(metrics).map(it -> Signal.ours(names, it, statistic).onDashboard(it)).toList();
  }

  private void executions(PipelineStack pipeline) {
    List<List<Object>> executions = new ArrayList<>();
    for (StageBlueprint<?> stage : List.of(pipeline.stageA(), pipeline.stageB())) {
      for (String metric : List.of("ExecutionsSucceeded", "ExecutionsFailed")) {
        executions.add(
            Signal.machine(metric, stage.machine().getStateMachineArn())
                .onDashboard(stage.letter().toUpperCase(Locale.ROOT) + " " + metric));
      }
    }
    graph("Executions", true, executions);
  }

  private void queues(List<String> ofDatasets) {
    List<List<Object>> waiting = new ArrayList<>();
    List<List<Object>> failed = new ArrayList<>();
    waiting.add(depth(names.stageQueue("a")));
    failed.add(depth(LakeNames.deadLetters(names.stageQueue("a"))));
    for (String letter : List.of("a", "b")) {
      failed.add(depth(names.failedQueue(letter)));
    }
    for (String queue : ofDatasets.subList(0, Math.min(ofDatasets.size(), MOST_QUEUES))) {
      waiting.add(depth(queue));
      failed.add(depth(LakeNames.deadLetters(queue)));
    }
    graph("Messages that wait", false, waiting);
    graph("Messages that failed", false, failed);
  }

  private static List<Object> depth(String queue) {
    return Signal.queue("ApproximateNumberOfMessagesVisible", queue).onDashboard(queue);
  }

  private void functions(PipelineStack pipeline) {
    LakeFunction[] all = pipeline.functions().toArray(new LakeFunction[0]);
    graph("Errors of functions", true, labelled(Signal.functions("Errors", all)));
    graph("Throttles of functions", true, labelled(Signal.functions("Throttles", all)));
    List<List<Object>> durations = new ArrayList<>();
    for (Signal signal : Signal.functions("Duration", all)) {
      durations.add(
          new Signal(signal.namespace(), signal.metric(), signal.dimension(), "p95")
              .onDashboard(signal.owner()));
    }
    graph("Milliseconds of functions (95 of 100)", false, durations);
  }

  private static List<List<Object>> labelled(List<Signal> signals) {
    return signals.stream().map(it -> it.onDashboard(it.owner())).toList();
  }

  private void graph(String title, boolean stacked, List<List<Object>> metrics) {
    int index = widgets.size();
    widgets.add(
        object(
            "type",
            "metric",
            "x",
            index % 2 * WIDTH,
            "y",
            index / 2 * HEIGHT,
            "width",
            WIDTH,
            "height",
            HEIGHT,
            "properties",
            object(
                "title",
                title,
                "region",
                Aws.REGION,
                "view",
                "timeSeries",
                "stacked",
                stacked,
                "period",
                300,
                "metrics",
                metrics)));
  }
}

package io.amcinsights.core.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes lines in CloudWatch's embedded metric format, from which CloudWatch Logs makes metrics: no
 * call, no permission and no waiting.
 */
public final class EmfMetrics implements Metrics {

  /** What the format allows of one metric in one line. */
  private static final int MOST_VALUES = 100;

  private final String scope;
  private final Supplier<PrintStream> out;
  private final InstantSource clock;
  private Measured measured = new Measured();

  /**
   * Makes one.
   *
   * @param scope the value of the dimension
   * @param out what the host's log is made of, asked for at every flush: Lambda replaces it while
   *     it starts a function
   */
  public EmfMetrics(String scope, Supplier<PrintStream> out, InstantSource clock) {
    this.scope = scope;
    this.out = out;
    this.clock = clock;
  }

  @Override
  public synchronized void count(Metric metric, long number) {
    measured.count(metric, number);
  }

  @Override
  public synchronized void seconds(Metric metric, Duration duration) {
    measured.seconds(metric, duration);
  }

  @Override
  public synchronized void flush() {
    Map<Metric, List<Double>> all = measured.values();
    measured = new Measured();
    for (int from = 0; from < longest(all); from += MOST_VALUES) {
      out.get().println(Json.write(line(part(all, from))));
    }
  }

  private static int longest(Map<Metric, List<Double>> all) {
    return all.values().stream().mapToInt(List::size).max().orElse(0);
  }

  private static Map<Metric, List<Double>> part(Map<Metric, List<Double>> all, int from) {
    Map<Metric, List<Double>> part = new EnumMap<>(Metric.class);
    all.forEach(
        (metric, values) -> {
          if (from < values.size()) {
            int end = Math.min(from + MOST_VALUES, values.size());
            part.put(metric, new ArrayList<>(values.subList(from, end)));
          }
        });
    return part;
  }

  private ObjectNode line(Map<Metric, List<Double>> part) {
    ObjectNode line = Json.object();
    ObjectNode aws = line.putObject("_aws").put("Timestamp", clock.instant().toEpochMilli());
    ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", Metric.NAMESPACE);
    directive.putArray("Dimensions").addArray().add(Metric.DIMENSION);
    ArrayNode definitions = directive.putArray("Metrics");
    line.put(Metric.DIMENSION, scope);
    part.forEach(
        (metric, values) -> {
          definitions.addObject().put("Name", metric.label()).put("Unit", metric.unit().label());
          put(line, metric.label(), values);
        });
    return line;
  }

  private static void put(ObjectNode line, String name, List<Double> values) {
    if (values.size() == 1) {
      put(line, name, values.get(0));
      return;
    }
    ArrayNode array = line.putArray(name);
    values.forEach(array::add);
  }

  private static void put(ObjectNode line, String name, double value) {
    if (value == Math.rint(value)) {
      line.put(name, (long) value);
    } else {
      line.put(name, value);
    }
  }
}

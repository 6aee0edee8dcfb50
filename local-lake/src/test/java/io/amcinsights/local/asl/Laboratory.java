package io.amcinsights.local.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.local.glue.GlueJobs;
import io.amcinsights.local.glue.NoJobs;
import io.amcinsights.local.lambda.Functions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** An engine whose time, threads and functions a test moves by hand. */
final class Laboratory implements Functions, Timer, Executor {

  static final ObjectMapper MAPPER = new ObjectMapper();
  static final String ROLE = "arn:aws:iam::000000000000:role/r";

  /** Something planned. */
  private record Planned(Instant at, long order, Runnable task) {}

  final List<String> calls = new ArrayList<>();
  double jitter = 0.5;
  GlueJobs jobs = new NoJobs();
  private final Path folder;
  private final Map<String, UnaryOperator<JsonNode>> functions = new HashMap<>();
  private final List<Planned> planned = new ArrayList<>();
  private final Deque<Runnable> ready = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private long order;
  private Machinery machinery;
  private StateMachineEngine engine;

  Laboratory(Path folder) {
    this.folder = folder;
    open();
  }

  private void open() {
    machinery = new Machinery(clock(), this, this, () -> jitter, this, jobs);
    engine = new StateMachineEngine(folder, machinery, jobs, List.of());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  /** As after kill -9: threads and timers are gone, only the files stay. */
  Laboratory crash() {
    machinery.close();
    ready.clear();
    planned.clear();
    open();
    return this;
  }

  static String arn(String machine) {
    return "arn:aws:states:us-east-1:000000000000:stateMachine:" + machine;
  }

  Laboratory machine(String name, String definition) {
    engine.put(new StateMachines.Spec(name, arn(name), ROLE, quoted(definition)));
    return this;
  }

  Laboratory function(String name, UnaryOperator<JsonNode> body) {
    functions.put(name, body);
    return this;
  }

  StateMachineEngine engine() {
    return engine;
  }

  SfnClient client() {
    return engine.client();
  }

  String start(String machine, String name, String input) {
    return client()
        .startExecution(r -> r.stateMachineArn(arn(machine)).name(name).input(quoted(input)))
        .executionArn();
  }

  /** Starts, runs everything incl. waits, and describes. */
  DescribeExecutionResponse run(String definition, String input) {
    machine("m", definition);
    String execution = start("m", "e" + order++, input);
    settle();
    return describe(execution);
  }

  DescribeExecutionResponse describe(String execution) {
    return client().describeExecution(r -> r.executionArn(execution));
  }

  /** Runs one ready step; false when there is none. */
  boolean step() {
    Runnable next = ready.poll();
    if (next != null) {
      next.run();
    }
    return next != null;
  }

  void runReady() {
    while (step()) {}
  }

  /** Runs what is ready, and moves time to the next plan until nothing is left. */
  void settle() {
    runReady();
    while (!planned.isEmpty()) {
      advance(Duration.between(now, first().at()));
    }
  }

  void advance(Duration by) {
    Instant until = now.plus(by);
    while (!planned.isEmpty() && !first().at().isAfter(until)) {
      Planned next = first();
      planned.remove(next);
      now = next.at();
      next.task().run();
      runReady();
    }
    now = until;
  }

  Duration since(Instant from) {
    return Duration.between(from, now);
  }

  Instant now() {
    return now;
  }

  private Planned first() {
    return planned.stream()
        .min(Comparator.comparing(Planned::at).thenComparing(Planned::order))
        .orElseThrow();
  }

  @Override
  public void execute(Runnable task) {
    ready.add(task);
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Planned plan = new Planned(now.plus(delay), order++, task);
    planned.add(plan);
    return () -> planned.remove(plan);
  }

  @Override
  public void put(Spec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JsonNode invoke(String nameOrArn, JsonNode payload) {
    calls.add(nameOrArn + payload);
    UnaryOperator<JsonNode> function = functions.get(nameOrArn);
    if (function == null) {
      throw new FunctionError("Lambda.ResourceNotFoundException", "no " + nameOrArn, null);
    }
    return function.apply(payload);
  }

  /** Tests write ' for a quote and ~ for a quote inside a text. */
  private static String quoted(String text) {
    return text.replace('\'', '"').replace("~", "\\\"");
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(quoted(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

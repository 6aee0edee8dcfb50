package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.history.InMemoryExecutionHistory;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.LoadInputJson;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.operator.InMemoryQueueAdmin;
import io.amcinsights.core.queue.InMemoryQueues;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.maintain.MaintenanceReport;
import io.amcinsights.routing.TableStarterForTests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stage B with its real logic on in-memory services, where a seed decides what happens next: which
 * function goes on to its next call, dies, times out while it runs on, which message is delivered
 * twice, which index lags behind, when the sweeper runs.
 */
final class SimulatedLake {

  static final String TABLE = "team_data.acme_reach_daily";
  static final String QUEUE_A = "queue-a";
  static final String QUEUE_B = "queue-b";
  static final String FAILED = "queue-failed";
  private static final String MACHINE_A = "arn:machine-a";
  private static final String MACHINE_B = "arn:machine-b";

  private final Random random;
  private final ExecutorService threads;
  private boolean calm;
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  private final Clock clock = new SimulatedClock();
  final ObjectCatalog catalog = new InMemoryObjectCatalog(clock);
  final InMemoryTableRegistry tables = new InMemoryTableRegistry();
  final InMemoryQueues queues = new InMemoryQueues();
  final InMemoryExecutionHistory history = new InMemoryExecutionHistory();
  private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
  final FakeTableEngine engine = new FakeTableEngine(store);
  final Dataset dataset = Samples.dataset(QUEUE_B);

  private final LoadPlanner planner;
  private final TableLoad tableLoad;
  private final LoadFinisher finisher;
  private final LoadFailure loadFailure;
  private final Sweeper sweeper;
  private final MaintenanceBell maintenance;
  private final TableStarterForTests starter;
  private final Queues bells;
  private final ObjectCatalog ledger;

  private final List<Actor> actors = new ArrayList<>();

  /** Functions nobody waits for any more, and which come back late. */
  private final List<Actor> zombies = new ArrayList<>();

  private final Map<Actor, String> starting = new LinkedHashMap<>();
  private final List<String> messagesA = new ArrayList<>();
  private final List<String> messagesB = new ArrayList<>();
  private final Map<String, Actor> stageA = new HashMap<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private int deliveries;

  SimulatedLake(long seed, ExecutorService threads) {
    this.random = new Random(seed);
    this.threads = threads;
    InMemoryDatasets datasets = new InMemoryDatasets();
    datasets.put(dataset);
    datasets.put(new PipelineStage(dataset.pipelineName() + "-stage-a", true, QUEUE_A, FAILED, ""));
    tables.register(TABLE, dataset.name(), new TableSource("acme", "reach", "daily", null));
    ledger = Actor.stopping(ObjectCatalog.class, lagging(catalog));
    TableRegistry registry = Actor.stopping(TableRegistry.class, tables);
    bells = Actor.stopping(Queues.class, queues);
    Machines machines = Actor.stopping(Machines.class, new SimulatedMachines());
    TableEngine stopping = Actor.stopping(TableEngine.class, engine);
    Supplier<TableEngine> engines = () -> stopping;
    LoadFiles files = new LoadFiles(Actor.stopping(ObjectStore.class, store), "stage");
    StageBHistory notes = new StageBHistory(history, clock);
    Parallel inline = Parallel.inline();
    finisher = new LoadFinisher(ledger, registry, files, notes, inline, Governor.NONE);
    Settlement settlement = new Settlement(ledger, registry, engines, files, finisher, inline);
    planner =
        new LoadPlanner(
            ledger,
            registry,
            datasets,
            engines,
            files,
            settlement,
            bells,
            notes,
            inline,
            Declarations.NONE,
            StageBLake.GLUE_JOB,
            clock);
    tableLoad =
        new TableLoad(
            datasets,
            registry,
            engines,
            files,
            notes,
            (manifest, run) -> maintain(stopping, manifest, run));
    maintenance =
        new MaintenanceBell(
            datasets,
            registry,
            bells,
            new TableWriters(registry, machines, MACHINE_B, notes),
            null);
    loadFailure =
        new LoadFailure(ledger, registry, datasets, settlement, bells, FAILED, notes, inline);
    var failures = new InMemoryQueueAdmin(clock, FAILED, QUEUE_A + "-dlq", QUEUE_B + "-dlq");
    sweeper =
        new Sweeper(
            dataset.pipelineName(),
            ledger,
            datasets,
            new StageASweep(ledger, datasets, machines, MACHINE_A, bells, notes),
            new StageBSweep(ledger, registry, machines, MACHINE_B, settlement, bells, notes, clock),
            new PipelineHealth(
                dataset.pipelineName(), ledger, datasets, failures, Metrics.none(), clock),
            clock);
    starter = new TableStarterForTests(registry, machines, MACHINE_B);
  }

  // ---------------------------------------------------------------- what a test does

  DeliveryRef deliver(String key, int version, String content, boolean deletion) {
    ObjectId object = new ObjectId("tenant", key);
    DeliveryRef ref = new DeliveryRef(object, "v" + version);
    catalog.record(
        new Delivery(
            ref,
            new Sequencer("%016X".formatted(version)),
            deletion,
            100,
            "etag" + content,
            null,
            deletion ? DeliveryState.READY : DeliveryState.RECEIVED,
            null,
            1,
            dataset.name(),
            "acme",
            TABLE,
            null,
            null,
            null,
            null,
            null,
            now,
            now.plusMillis(deliveries++),
            now));
    contents.put(ref, content);
    if (deletion) {
      queues.send(QUEUE_B, bellB(ref));
    } else {
      queues.send(QUEUE_A, bellA(ref, 1));
    }
    return ref;
  }

  private final Map<DeliveryRef, String> contents = new HashMap<>();

  /** Lets anything happen for a while. */
  void rage(int steps) {
    for (int i = 0; i < steps; i++) {
      happen();
    }
  }

  /** No more accidents: everything ends, and the sweeper comes by as it always does. */
  void settle() {
    calm = true;
    for (int sweeps = 0; sweeps < 40; sweeps++) {
      while (isBusy()) {
        happen();
      }
      if (catalogIsFinal()) {
        return;
      }
      now = now.plus(Duration.ofMinutes(16));
      start(sweeper::sweep);
    }
  }

  boolean catalogIsFinal() {
    return contents.keySet().stream()
        .allMatch(ref -> catalog.find(ref).orElseThrow().state().isFinal());
  }

  List<Delivery> all() {
    return contents.keySet().stream().map(ref -> catalog.find(ref).orElseThrow()).toList();
  }

  void redrive(Delivery failed) {
    catalog.retry(failed.ref(), failed.attempt(), DeliveryState.READY, "redriven");
    queues.send(QUEUE_B, bellB(failed.ref()));
  }

  void close() {
    actors.forEach(Actor::kill);
    zombies.forEach(Actor::kill);
  }

  // ---------------------------------------------------------------- what happens

  private boolean isBusy() {
    fetch();
    return !actors.isEmpty()
        || !zombies.isEmpty()
        || !messagesA.isEmpty()
        || !messagesB.isEmpty()
        || runs.values().stream().anyMatch(run -> run.running);
  }

  private void fetch() {
    messagesA.addAll(queues.take(QUEUE_A));
    messagesB.addAll(queues.take(QUEUE_B));
  }

  private void happen() {
    fetch();
    reap();
    int dice = random.nextInt(100);
    if (!zombies.isEmpty() && random.nextInt(150) == 0) {
      actors.add(zombies.remove(random.nextInt(zombies.size())));
    } else if (dice < 70 && !actors.isEmpty()) {
      actors.get(random.nextInt(actors.size())).step();
    } else if (dice < 85) {
      runs.values().stream().filter(run -> run.running).toList().forEach(Run::step);
    } else if (dice < 90 && !messagesA.isEmpty()) {
      receiveA(take(messagesA));
    } else if (dice < 95 && !messagesB.isEmpty()) {
      String message = take(messagesB);
      starting.put(start(() -> starter.start(message)), message);
    } else if (dice < 98) {
      now = now.plusSeconds(random.nextInt(20));
    } else if (dice == 98 && !calm) {
      start(sweeper::sweep);
    } else if (dice == 99 && !calm) {
      start(() -> maintenance.ring(dataset.name()));
    }
  }

  /** As the real one does, it commits a snapshot of the same rows. */
  private static MaintenanceReport maintain(
      TableEngine engine, LoadManifest manifest, TableEngine.Run run) {
    engine.load(manifest, run);
    return MaintenanceReport.NOTHING;
  }

  /** Sometimes a message is delivered twice. */
  private String take(List<String> messages) {
    int index = random.nextInt(messages.size());
    return !calm && random.nextInt(8) == 0 ? messages.get(index) : messages.remove(index);
  }

  private Actor start(Supplier<?> work) {
    Actor actor = Actor.start(threads, random, calm ? 0 : 0.01, work);
    actors.add(actor);
    return actor;
  }

  private void reap() {
    for (Actor actor : List.copyOf(actors)) {
      if (actor.isDone()) {
        actors.remove(actor);
        String message = starting.remove(actor);
        if (message != null && !Boolean.TRUE.equals(actor.result())) {
          messagesB.add(message);
        }
      }
    }
  }

  private void receiveA(String body) {
    StageAMessage message = StageAMessageJson.read(body);
    String name = ExecutionNames.stageA(message.delivery(), message.attempt());
    if (!stageA.containsKey(name)) {
      stageA.put(name, start(() -> stage(message)));
    }
  }

  /** What stage A does to the catalog. */
  private Object stage(StageAMessage message) {
    DeliveryRef ref = message.delivery();
    ledger.move(ref, message.attempt(), Change.to(DeliveryState.STAGING));
    Change ready = Change.to(DeliveryState.READY).withContentHash(contents.get(ref));
    Optional<Delivery> moved = ledger.move(ref, message.attempt(), ready);
    if (moved.or(() -> ledger.find(ref)).orElseThrow().state() == DeliveryState.READY) {
      bells.send(QUEUE_B, bellB(ref));
    }
    return true;
  }

  private String bellA(DeliveryRef ref, int attempt) {
    return StageAMessageJson.write(
        new StageAMessage(dataset.name(), ref, attempt, StageAMessage.Lane.SMALL));
  }

  private String bellB(DeliveryRef ref) {
    return StageBMessageJson.write(new StageBMessage(dataset.name(), TABLE, ref));
  }

  /** One execution of machine B, with its retries and its catch. */
  private final class Run {

    private final String name;
    private final String input;
    private final LoadInput load;
    private String state = "PlanLoad";
    private int round;
    private int failures;
    private LoadPlan.@Nullable Load plan;
    private @Nullable ObjectId result;
    private ExecutionError error = new ExecutionError("None", "none");
    private @Nullable Actor call;
    private boolean running = true;

    Run(String name, String input) {
      this.name = name;
      this.input = input;
      this.load = LoadInputJson.read(input);
    }

    void step() {
      Actor current = call;
      if (!calm && random.nextInt(400) == 0) {
        abandon(current);
        running = false;
      } else if (current == null) {
        call = start(this::call);
      } else if (current.isDone()) {
        call = null;
        Throwable failure = current.failure();
        if (failure == null) {
          succeeded(current.result());
        } else {
          failed(failure.getClass().getSimpleName(), failure);
        }
      } else if (!calm && random.nextInt(60) == 0) {
        abandon(current);
        call = null;
        failed("States.Timeout", null);
      }
    }

    private void abandon(@Nullable Actor running) {
      if (running != null && !running.isDone() && actors.remove(running)) {
        zombies.add(running);
      }
    }

    private @Nullable Object call() {
      return switch (state) {
        case "PlanLoad" -> planner.plan(load, round, name);
        case "LoadTable" -> tableLoad.load(plan.manifest(), name, Instant.MAX);
        case "FinishLoad" -> {
          finisher.finish(plan.id(), result, name);
          yield null;
        }
        default -> {
          loadFailure.run(
              new LoadFailure.Failed(load, name, "arn", error),
              Optional.ofNullable(plan).map(LoadPlan.Load::id));
          yield null;
        }
      };
    }

    private void succeeded(@Nullable Object answer) {
      failures = 0;
      switch (state) {
        case "PlanLoad" -> {
          if (answer instanceof LoadPlan.Load next) {
            plan = next;
            state = "LoadTable";
          } else {
            running = false;
          }
        }
        case "LoadTable" -> {
          result = (ObjectId) answer;
          state = "FinishLoad";
        }
        case "FinishLoad" -> {
          round++;
          state = "PlanLoad";
        }
        default -> running = false;
      }
    }

    private void failed(String code, @Nullable Throwable failure) {
      failures++;
      boolean retried =
          failures <= (calm ? 3 : random.nextInt(3))
              && !(failure instanceof LakeException known
                  && known.remedy() == LakeException.Remedy.PARK);
      if (retried) {
        return;
      }
      failures = 0;
      error = new ExecutionError(code, String.valueOf(failure));
      if (state.equals("FailLoad")) {
        running = false;
      }
      state = "FailLoad";
    }
  }

  private final class SimulatedMachines implements Machines {

    @Override
    public Start start(String machine, String name, String input) {
      Run known = runs.get(name);
      if (known == null) {
        runs.put(name, new Run(name, input));
        return Start.RUNNING;
      }
      return known.running && known.input.equals(input) ? Start.RUNNING : Start.NAME_TAKEN;
    }

    @Override
    public Status status(String machine, String name) {
      if (machine.equals(MACHINE_A)) {
        Actor run = stageA.get(name);
        return run == null ? Status.ABSENT : run.isDone() ? Status.ENDED : Status.RUNNING;
      }
      Run run = runs.get(name);
      return run == null ? Status.ABSENT : run.running ? Status.RUNNING : Status.ENDED;
    }
  }

  /** Lists sometimes show what they showed before. */
  private ObjectCatalog lagging(ObjectCatalog target) {
    Map<String, Object> shown = new HashMap<>();
    return (ObjectCatalog)
        Proxy.newProxyInstance(
            ObjectCatalog.class.getClassLoader(),
            new Class<?>[] {ObjectCatalog.class},
            (proxy, method, arguments) -> {
              Object answer = invoked(target, method, arguments);
              if (!List.of("ready", "loading").contains(method.getName())) {
                return answer;
              }
              String call = method.getName() + Arrays.toString(arguments);
              Object earlier = shown.put(call, answer);
              return !calm && earlier != null && random.nextInt(4) == 0 ? earlier : answer;
            });
  }

  private static @Nullable Object invoked(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private final class SimulatedClock extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}

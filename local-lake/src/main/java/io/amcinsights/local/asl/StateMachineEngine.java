package io.amcinsights.local.asl;

import io.amcinsights.local.glue.GlueJobs;
import io.amcinsights.local.lambda.Functions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Runs state machines durably: executions survive a crash at the state they last entered. They go
 * on when their machine is deployed again, which every start does.
 */
public final class StateMachineEngine implements StateMachines, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(StateMachineEngine.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final Machinery machinery;
  private final GlueJobs jobs;
  private final List<ThreadPoolExecutor> pools;
  private final Map<String, Machine> machines = new ConcurrentHashMap<>();
  private final SfnClient client = RefusingClient.around(new LocalStepFunctions(this));

  StateMachineEngine(
      Path folder, Machinery machinery, GlueJobs jobs, List<ThreadPoolExecutor> pools) {
    this.folder = folder.resolve("executions");
    this.machinery = machinery;
    this.jobs = jobs;
    this.pools = pools;
  }

  /**
   * Opens the engine; executions are kept below {@code executions}.
   *
   * @param threads how many states work at once; a task holds its thread until its function answers
   */
  public static StateMachineEngine open(
      Path folder, Functions functions, GlueJobs jobs, int threads) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("machines"));
    workers.allowCoreThreadTimeOut(true);
    ScheduledThreadPoolExecutor clockwork =
        new ScheduledThreadPoolExecutor(1, daemons("machines-timer"));
    clockwork.setRemoveOnCancelPolicy(true);
    Timer timer =
        (delay, task) -> {
          ScheduledFuture<?> future =
              clockwork.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
          return () -> future.cancel(false);
        };
    Machinery machinery =
        new Machinery(
            Clock.systemUTC(),
            timer,
            workers,
            () -> ThreadLocalRandom.current().nextDouble(),
            functions,
            jobs);
    return new StateMachineEngine(folder, machinery, jobs, List.of(clockwork, workers));
  }

  /** Step Functions for the handlers: the calls they make; every other one refuses by name. */
  public SfnClient client() {
    return client;
  }

  @Override
  public void put(Spec spec) {
    machines.compute(
        spec.name(),
        (name, known) -> {
          Machine machine = known;
          if (machine == null) {
            machine = new Machine(spec, store(name), machinery);
          } else {
            machine.replace(spec);
          }
          // Before anybody can start one: a name that waits for this is running, not closed.
          machine.resume();
          return machine;
        });
  }

  /** Running executions come to their end; new ones are refused. */
  @Override
  public void remove(String name) {
    Machine machine = machines.get(name);
    if (machine != null) {
      machine.retire();
    }
  }

  /** Executions that have not ended. */
  public int runningExecutions() {
    return machines.values().stream().mapToInt(Machine::runningCount).sum();
  }

  /** What machines published. */
  public Notices notices() {
    return machinery.notices();
  }

  Optional<Machine> machine(String name) {
    return Optional.ofNullable(machines.get(name)).filter(Machine::deployed);
  }

  MachineStore store(String machine) {
    return new MachineStore(folder.resolve(machine));
  }

  Machinery machinery() {
    return machinery;
  }

  /** Lets running tasks finish, for a while; what is not finished goes on at the next start. */
  @Override
  public void close() {
    machinery.close();
    // From here on a run's end says nothing about its work: the state is entered again.
    jobs.close();
    pools.forEach(ThreadPoolExecutor::shutdown);
    List<String> late = new ArrayList<>();
    for (ThreadPoolExecutor pool : pools) {
      pool.getQueue().clear();
      try {
        if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          late.add(pool.getActiveCount() + " tasks");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (!late.isEmpty()) {
      LOG.warn("{} did not finish in {}; they are repeated at the next start", late, PATIENCE);
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}

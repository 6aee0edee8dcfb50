package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.lambda.Functions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The event buses: one for every account and region, as events and rules name them.
 *
 * <p>An event is in the outbox before {@link #publish} returns and leaves it after every target of
 * every matching rule, or its dead-letter queue, has it: at least once, whatever happens to the
 * process. Nothing is dispatched before {@link #start}, so that events of an earlier run meet the
 * rules of this one.
 */
public final class EventBus implements Rules, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(EventBus.class);
  private static final int BATCH = 100;

  /** Lambda invokes a function that threw two times more for an asynchronous event. */
  private static final int ATTEMPTS_OF_A_FAILING_FUNCTION = 3;

  private final Outbox outbox;
  private final Targets targets;
  private final RetryPolicy retries;
  private final Map<Bus, RuleBook> books = new ConcurrentHashMap<>();
  private final Map<Bus, BusPolicy> policies = new ConcurrentHashMap<>();
  private final Schedules schedules;
  private final BlockingQueue<Outbox.Entry> accepted = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService later;
  private final ExecutorService invocations;
  private final Thread dispatcher;
  private volatile boolean closed;

  /**
   * Opens the outbox.
   *
   * @param file the outbox
   */
  public EventBus(Path file, SqsClient sqs, Functions functions) {
    this(file, new AwsTargets(sqs, functions), RetryPolicy.DEFAULT);
  }

  EventBus(Path file, Targets targets, RetryPolicy retries) {
    this.outbox = Outbox.open(file);
    this.targets = targets;
    this.retries = retries;
    this.later = Executors.newSingleThreadScheduledExecutor(daemon("event-retries"));
    this.invocations = Executors.newCachedThreadPool(daemon("event-invocations"));
    this.schedules = new Schedules(targets, later, invocations);
    this.dispatcher = daemon("event-dispatcher").newThread(this::dispatch);
    accepted.addAll(outbox.undelivered());
  }

  /** Begins to deliver, first what an earlier run left. */
  public void start() {
    if (!accepted.isEmpty()) {
      LOG.info("{} events of an earlier run are delivered now", accepted.size());
    }
    dispatcher.start();
  }

  /** Accepts an event for the bus of its account and region; it is durable when this returns. */
  public void publish(ObjectNode event) {
    accepted.add(outbox.accept(event));
  }

  /** Nothing is waiting and nothing is being delivered; schedules yet to come do not count. */
  public boolean isIdle() {
    return outbox.size() == 0 && !schedules.isRunning();
  }

  @Override
  public void put(Rule rule) {
    books.computeIfAbsent(rule.bus(), bus -> new RuleBook()).put(rule);
    schedules.put(rule);
  }

  @Override
  public void remove(Bus bus, String name) {
    RuleBook book = books.get(bus);
    if (book != null) {
      book.remove(name);
    }
    schedules.remove(bus.rule(name));
  }

  @Override
  public void permit(Bus bus, String statementId, JsonNode statement) {
    policy(bus).put(statementId, statement);
  }

  @Override
  public void revoke(Bus bus, String statementId) {
    policy(bus).remove(statementId);
  }

  private BusPolicy policy(Bus bus) {
    return policies.computeIfAbsent(bus, BusPolicy::new);
  }

  @Override
  public void close() {
    closed = true;
    dispatcher.interrupt();
    later.shutdownNow();
    invocations.shutdown();
    try {
      dispatcher.join(TimeUnit.SECONDS.toMillis(5));
      if (!invocations.awaitTermination(10, TimeUnit.SECONDS)) {
        invocations.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
  }

  private void dispatch() {
    List<Outbox.Entry> batch = new ArrayList<>();
    while (!closed) {
      try {
        batch.add(accepted.take());
        accepted.drainTo(batch, BATCH - 1);
        deliver(batch.stream().flatMap(entry -> deliveriesOf(entry).stream()).toList());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // Whatever it was stays in the outbox and is delivered again by the next run.
        LOG.error("Events could not be dispatched; restart the local lake", e);
      } finally {
        batch.clear();
      }
    }
  }

  private List<Delivery> deliveriesOf(Outbox.Entry entry) {
    RuleBook book = books.get(entry.bus());
    List<Rule> matching = book == null ? List.of() : book.matching(entry.event());
    AtomicInteger open =
        new AtomicInteger(matching.stream().mapToInt(rule -> rule.targets().size()).sum());
    if (open.get() == 0) {
      outbox.done(entry);
    }
    return matching.stream()
        .flatMap(rule -> rule.targets().stream().map(it -> new Delivery(entry, rule, it, open)))
        .toList();
  }

  private void deliver(List<Delivery> deliveries) {
    Map<String, List<Delivery>> byQueue = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      String arn = delivery.target().arn();
      Optional<Bus> bus = Bus.named(arn);
      if (bus.isPresent()) {
        sendOn(delivery, bus.get());
      } else if (targets.isQueue(arn)) {
        byQueue.computeIfAbsent(arn, ignored -> new ArrayList<>()).add(delivery);
      } else {
        invocations.execute(() -> invoke(delivery));
      }
    }
    byQueue.forEach(this::send);
  }

  /** As on AWS, an event goes from its bus to another one and no further. */
  private void sendOn(Delivery delivery, Bus bus) {
    if (delivery.entry().sentOn()) {
      giveUp(delivery, "it came from another bus and goes no further");
    } else if (policy(bus).lets(delivery.sender(), delivery.entry().event())) {
      accepted.add(outbox.acceptFromOther(bus, delivery.body()));
      served(delivery);
    } else {
      giveUp(delivery, "its policy does not let " + delivery.sender().account() + " send");
    }
  }

  private void send(String queue, List<Delivery> deliveries) {
    Map<String, String> bodies = new LinkedHashMap<>();
    deliveries.forEach(delivery -> bodies.put(delivery.id(), delivery.body()));
    try {
      Map<String, String> refused = targets.send(queue, bodies);
      for (Delivery delivery : deliveries) {
        String reason = refused.get(delivery.id());
        if (reason == null) {
          served(delivery);
        } else {
          failed(delivery, reason, retries.attempts());
        }
      }
    } catch (Targets.GoneException e) {
      deliveries.forEach(delivery -> failed(delivery, String.valueOf(e.getMessage()), 1));
    } catch (RuntimeException e) {
      deliveries.forEach(delivery -> failed(delivery, e.toString(), retries.attempts()));
    }
  }

  private void invoke(Delivery delivery) {
    try {
      targets.invoke(delivery.target().arn(), delivery.body());
      served(delivery);
    } catch (Functions.FunctionError e) {
      boolean throttled = e.errorType().equals("Lambda.TooManyRequestsException");
      failed(
          delivery, e.toString(), throttled ? retries.attempts() : ATTEMPTS_OF_A_FAILING_FUNCTION);
    } catch (RuntimeException e) {
      failed(delivery, e.toString(), retries.attempts());
    }
  }

  private void failed(Delivery delivery, String reason, int attempts) {
    int failures = delivery.failedAgain();
    if (failures >= attempts) {
      giveUp(delivery, reason);
      return;
    }
    LOG.warn(
        "Event {} did not reach {} and is tried again: {}",
        delivery.entry().key(),
        delivery.target().arn(),
        reason);
    again(() -> deliver(List.of(delivery)), failures);
  }

  private void giveUp(Delivery delivery, String reason) {
    String deadLetters = delivery.target().deadLetterArn();
    if (deadLetters == null) {
      LOG.error(
          "Event {} is lost: {} did not take it ({}) and has no dead-letter queue: {}",
          delivery.entry().key(),
          delivery.target().arn(),
          reason,
          delivery.entry().event());
      served(delivery);
      return;
    }
    try {
      Map<String, String> refused =
          targets.send(deadLetters, Map.of(delivery.id(), delivery.body()));
      if (refused.isEmpty()) {
        LOG.warn(
            "Event {} is in {}: {} did not take it: {}",
            delivery.entry().key(),
            deadLetters,
            delivery.target().arn(),
            reason);
        served(delivery);
        return;
      }
    } catch (RuntimeException e) {
      LOG.warn("Dead-letter queue {} does not answer and is tried again", deadLetters, e);
    }
    again(() -> giveUp(delivery, reason), delivery.failedAgain());
  }

  private void again(Runnable attempt, int failures) {
    try {
      ScheduledFuture<?> unused =
          later.schedule(
              () -> invocations.execute(attempt),
              retries.pauseAfter(failures).toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closing; what is undelivered stays in the outbox", e);
    }
  }

  private void served(Delivery delivery) {
    if (delivery.served()) {
      outbox.done(delivery.entry());
    }
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}

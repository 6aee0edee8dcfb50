package io.amcinsights.local.cloudformation;

import io.amcinsights.local.deploy.Blueprint;
import io.amcinsights.local.deploy.Deployer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Carries out what the records of stacks say is under way, and nothing else: whoever is killed in
 * its middle begins anew.
 */
final class Operations implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Operations.class);
  private static final int THREADS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackBook book;
  private final Deployer deployer;
  private final Faults faults;
  private final Clock clock;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor pool;

  Operations(StackBook book, Deployer deployer, Faults faults, Clock clock) {
    this.book = book;
    this.deployer = deployer;
    this.faults = faults;
    this.clock = clock;
    this.pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "cloudformation");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Looks at a stack soon. */
  void begin(String stack) {
    work(() -> lookAt(stack));
  }

  private void work(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closing: the next start goes on", e);
    }
  }

  private void lookAt(String stack) {
    synchronized (locks.computeIfAbsent(stack, it -> new Object())) {
      try {
        book.find(stack).ifPresent(this::carryOut);
      } catch (RuntimeException e) {
        LOG.error("Stack {} stays as it is until the next start", stack, e);
      }
    }
  }

  private void carryOut(StackRecord stack) {
    switch (stack.status()) {
      case Statuses.CREATING -> create(stack);
      case Statuses.UNDOING_CREATION -> undoCreation(stack);
      case Statuses.UPDATING -> update(stack);
      case Statuses.UNDOING_UPDATE -> undoUpdate(stack);
      case Statuses.IMPORTING -> takeIn(stack);
      case Statuses.UNDOING_IMPORT -> undoImport(stack);
      case Statuses.DELETING -> delete(stack);
      default -> LOG.debug("Stack {} is {}", stack.key(), stack.status());
    }
  }

  private void create(StackRecord stack) {
    Witness witness = witness(stack, "create");
    go(
        stack,
        witness,
        () -> deployer.apply(stack.settings().blueprint(stack.key()), witness),
        "CREATE_COMPLETE",
        Statuses.UNDOING_CREATION);
  }

  private void undoCreation(StackRecord stack) {
    Witness witness = witness(stack, "rollback", "delete");
    go(
        stack,
        witness,
        () -> deployer.delete(stack.settings().blueprint(stack.key()), false, witness),
        "ROLLBACK_COMPLETE",
        "ROLLBACK_FAILED");
  }

  private void update(StackRecord stack) {
    Witness witness = witness(stack, "update");
    go(
        stack,
        witness,
        () -> deployer.apply(stack.settings().blueprint(stack.key()), witness),
        "UPDATE_COMPLETE",
        Statuses.UNDOING_UPDATE);
  }

  private void undoUpdate(StackRecord stack) {
    Witness witness = witness(stack, "rollback", "update");
    Settings former = former(stack);
    go(
        stack,
        witness,
        () -> deployer.takeBack(former.blueprint(stack.key()), witness),
        "UPDATE_ROLLBACK_COMPLETE",
        Statuses.STUCK_UPDATE,
        it -> it.wanting(former, null, it.token()));
  }

  private void takeIn(StackRecord stack) {
    Witness witness = witness(stack, "import");
    Blueprint wanted = stack.settings().blueprint(stack.key(), stack.imports());
    go(
        stack,
        witness,
        () -> deployer.apply(wanted, witness),
        "IMPORT_COMPLETE",
        Statuses.UNDOING_IMPORT);
  }

  private void undoImport(StackRecord stack) {
    Witness witness = witness(stack, "rollback", "import");
    Settings former = stack.former() == null ? stack.settings() : stack.former();
    Runnable work =
        stack.former() == null
            ? () -> deployer.letGo(former.blueprint(stack.key()), witness)
            : () -> deployer.apply(former.blueprint(stack.key()), witness);
    go(
        stack,
        witness,
        work,
        "IMPORT_ROLLBACK_COMPLETE",
        "IMPORT_ROLLBACK_FAILED",
        it -> it.wanting(former, null, it.token()));
  }

  private void delete(StackRecord stack) {
    Witness witness = witness(stack, "delete");
    try {
      deployer.delete(stack.settings().blueprint(stack.key()), true, witness);
      book.delete(stack.key(), clock.millis());
    } catch (RuntimeException e) {
      fail(stack, witness, "DELETE_FAILED", "delete", e);
    }
  }

  private void go(
      StackRecord stack, Witness witness, Runnable work, String success, String failure) {
    go(stack, witness, work, success, failure, it -> it);
  }

  /** Works, and then, unless somebody wanted something else meanwhile, says how it went. */
  private void go(
      StackRecord stack,
      Witness witness,
      Runnable work,
      String success,
      String failure,
      UnaryOperator<StackRecord> afterwards) {
    try {
      work.run();
      book.changeIf(
          stack.key(),
          stack.status(),
          it -> afterwards.apply(it.become(success, "", clock.millis())));
    } catch (RuntimeException e) {
      String verb = stack.status().substring(0, stack.status().indexOf('_'));
      fail(stack, witness, failure, verb.toLowerCase(Locale.ROOT), e);
    }
    book.find(stack.key()).filter(StackRecord::atWork).ifPresent(it -> begin(it.key()));
  }

  private void fail(
      StackRecord stack, Witness witness, String failure, String verb, RuntimeException e) {
    LOG.info("Stack {}: {} failed: {}", stack.key(), verb, e.getMessage());
    if (witness.failed().isEmpty()) {
      // Nothing of it was begun: it is the template that is wrong.
      witness.failed(stack.title(), Event.STACK, String.valueOf(e.getMessage()));
    }
    String reason =
        "The following resource(s) failed to %s: [%s]."
            .formatted(verb, String.join(", ", witness.failed()));
    book.changeIf(stack.key(), stack.status(), it -> it.become(failure, reason, clock.millis()));
  }

  /** Prepares a change set. */
  void prepare(String stack, String changeSet) {
    work(
        () -> {
          try {
            Imports imports = new Imports(deployer, stack);
            book.find(stack)
                .map(it -> it.changeSets().get(changeSet))
                .filter(it -> it.status().equals(ChangeSet.PREPARING))
                .map(imports::examine)
                .ifPresent(it -> settle(stack, changeSet, it));
          } catch (RuntimeException e) {
            LOG.error("Change set {} of stack {} is not prepared", changeSet, stack, e);
          }
        });
  }

  private void settle(String stack, String changeSet, ChangeSet prepared) {
    book.find(stack)
        .ifPresent(
            found ->
                book.changeIf(
                    stack,
                    found.status(),
                    it ->
                        it.changeSets().containsKey(changeSet)
                            ? it.with(changeSet, prepared)
                            : it));
  }

  private Witness witness(StackRecord stack, String operation) {
    return witness(stack, operation, operation);
  }

  private Witness witness(StackRecord stack, String operation, String verb) {
    return new Witness(book, clock, stack.key(), verb, faults.take(stack.key(), operation));
  }

  private static Settings former(StackRecord stack) {
    Settings former = stack.former();
    if (former == null) {
      throw new IllegalStateException("Stack %s has nothing to go back to".formatted(stack.key()));
    }
    return former;
  }

  /** What has not begun yet begins at the next start. */
  @Override
  public void close() {
    pool.getQueue().clear();
    pool.shutdown();
    try {
      if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A stack is still at work after {}; the next start begins anew", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

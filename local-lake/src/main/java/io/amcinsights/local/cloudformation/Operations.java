package io.amcinsights.local.cloudformation;

import io.amcinsights.local.cloudformation.StackRecord.Event;
import io.amcinsights.local.deploy.Deployer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Carries out what was begun, one after the other, while its clients look on. What a kill cuts off
 * is carried out anew at the next start.
 */
final class Operations implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Operations.class);
  private static final int PATIENCE_SECONDS = 15;

  private final StackBook book;
  private final Deployer deployer;
  private final Path folder;
  private final Faults faults;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "cloudformation");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Makes them.
   *
   * @param folder where templates lie while they are deployed
   */
  Operations(StackBook book, Deployer deployer, Path folder, Faults faults) {
    this.book = book;
    this.deployer = deployer;
    this.folder = folder;
    this.faults = faults;
  }

  /** What an operation is called in statuses. */
  enum Kind {
    CREATE("ROLLBACK"),
    UPDATE("UPDATE_ROLLBACK"),
    IMPORT("IMPORT_ROLLBACK"),
    DELETE("DELETE");

    private final String back;

    Kind(String back) {
      this.back = back;
    }
  }

  /** Begins; {@link StackBook} tells how far it is. */
  void begin(Kind kind, StackRecord stack) {
    book.put(stack.in(kind + "_IN_PROGRESS", "User Initiated"));
    worker.execute(() -> run(kind, stack.name()));
  }

  /** What was under way when the process ended. */
  void resume() {
    for (StackRecord it : book.all()) {
      for (Kind kind : Kind.values()) {
        if (it.status().equals(kind + "_IN_PROGRESS")) {
          worker.execute(() -> run(kind, it.name()));
        }
      }
    }
  }

  private void run(Kind kind, String name) {
    StackRecord stack = book.find(name).orElseThrow();
    try {
      Optional<Faults.Fault> fault =
          faults.take(name, kind.name().toLowerCase(java.util.Locale.ROOT));
      if (fault.isPresent()) {
        fail(kind, stack, fault.get().resource(), fault.get().reason());
      } else if (kind == Kind.DELETE) {
        deployer.remove(name);
        book.remove(name);
      } else {
        deployer.deployTemplate(name, file(stack), stack.parameters());
        tag(stack);
        book.put(stack.in(kind + "_COMPLETE", null).settled());
      }
    } catch (RuntimeException e) {
      LOG.warn("Stack {}: {} failed", name, kind, e);
      fail(kind, stack, "Stack", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Whose a bucket is; the owner of an adopted one has its events on, since nobody else is here.
   */
  private void tag(StackRecord stack) {
    String bucket = stack.parameters().get("BucketName");
    if (bucket == null) {
      return;
    }
    if ("true".equals(stack.parameters().get("BucketExists"))) {
      deployer.announce(bucket);
    } else {
      book.bucket(bucket, stack.tags());
    }
  }

  private void fail(Kind kind, StackRecord stack, String resource, String reason) {
    StackRecord failed =
        stack.with(new Event(resource, "AWS::CloudFormation::Resource", verb(kind), reason));
    if (kind == Kind.DELETE) {
      book.put(failed.in("DELETE_FAILED", reason));
      return;
    }
    StackRecord back = failed.turnedBack();
    if (stack.before() == null) {
      deployer.remove(stack.name());
    } else {
      deployer.deployTemplate(stack.name(), file(back), back.parameters());
    }
    book.put(back.in(kind.back + "_COMPLETE", null));
  }

  private static String verb(Kind kind) {
    return (kind == Kind.IMPORT ? "IMPORT" : kind.name()) + "_FAILED";
  }

  private Path file(StackRecord stack) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(stack.name() + ".json"), stack.template());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the template of " + stack.name(), e);
    }
  }

  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Stacks are still being deployed; the next start carries it out anew");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

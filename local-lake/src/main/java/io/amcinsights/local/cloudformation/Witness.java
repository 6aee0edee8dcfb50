package io.amcinsights.local.cloudformation;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.deploy.Progress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes down what happens to the resources of a stack, and lets one of them fail. */
final class Witness implements Progress {

  private final StackBook book;
  private final Clock clock;
  private final String stack;
  private final String verb;
  private final Faults.@Nullable Fault fault;
  private final List<String> failed = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param verb {@code create}, {@code update}, {@code delete} or {@code import}
   */
  Witness(StackBook book, Clock clock, String stack, String verb, Faults.@Nullable Fault fault) {
    this.book = book;
    this.clock = clock;
    this.stack = stack;
    this.verb = verb.toUpperCase(Locale.ROOT);
    this.fault = fault;
  }

  /** Logical ids of what did not work. */
  List<String> failed() {
    return List.copyOf(failed);
  }

  @Override
  public void before(String logicalId) {
    if (fault != null && fault.logicalId().equals(logicalId)) {
      throw new InvalidInputException("%s", fault.reason());
    }
  }

  @Override
  public void made(String logicalId, String type, String physicalId, boolean isNew) {
    String how = verb.equals("UPDATE") && isNew ? "CREATE" : verb;
    add(logicalId, type, physicalId, how + "_COMPLETE", "");
  }

  @Override
  public void gone(String logicalId, String type, String physicalId) {
    add(logicalId, type, physicalId, "DELETE_COMPLETE", "");
  }

  @Override
  public void failed(String logicalId, String type, String reason) {
    failed.add(logicalId);
    add(logicalId, type, "", verb + "_FAILED", reason);
  }

  private void add(String id, String type, String physicalId, String status, String reason) {
    book.add(stack, new Event(clock.millis(), id, physicalId, type, status, reason));
  }
}

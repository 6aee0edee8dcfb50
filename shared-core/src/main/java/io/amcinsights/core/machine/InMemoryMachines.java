package io.amcinsights.core.machine;

import java.util.LinkedHashMap;
import java.util.Map;

/** Machines whose executions run until somebody ends them. */
public final class InMemoryMachines implements Machines {

  /** An execution that was started. */
  public record Started(String machine, String name, String input, Status status) {}

  private final Map<String, Started> executions = new LinkedHashMap<>();

  @Override
  public synchronized Start start(String machine, String name, String input) {
    Started known =
        executions.putIfAbsent(
            machine + "/" + name, new Started(machine, name, input, Status.RUNNING));
    if (known == null || (known.status() == Status.RUNNING && known.input().equals(input))) {
      return Start.RUNNING;
    }
    return Start.NAME_TAKEN;
  }

  @Override
  public synchronized Status status(String machine, String name) {
    Started known = executions.get(machine + "/" + name);
    return known == null ? Status.ABSENT : known.status();
  }

  /** Ends an execution; nothing happens when there is none. */
  public synchronized void end(String machine, String name) {
    executions.computeIfPresent(
        machine + "/" + name, (key, it) -> new Started(machine, name, it.input(), Status.ENDED));
  }

  /** Everything that was ever started, by {@code machine/name}, oldest first. */
  public synchronized Map<String, Started> executions() {
    return new LinkedHashMap<>(executions);
  }
}

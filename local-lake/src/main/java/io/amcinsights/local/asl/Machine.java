package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A deployed machine and its executions. */
final class Machine {

  private static final Logger LOG = LogManager.getLogger(Machine.class);

  /** What a start comes to. */
  enum Started {
    NEW,
    SAME,
    REFUSED
  }

  /** The outcome of a start, with the time the execution of that name started. */
  record Start(Started outcome, Instant at) {}

  private final MachineStore store;
  private final Machinery machinery;
  private final Map<String, Execution> running = new ConcurrentHashMap<>();
  private StateMachines.Spec spec;
  private Flow flow;
  private String key;
  private boolean deployed = true;
  private final Instant createdAt;

  Machine(StateMachines.Spec spec, MachineStore store, Machinery machinery) {
    this.store = store;
    this.machinery = machinery;
    this.spec = spec;
    this.flow = DefinitionParser.parse(spec.name(), spec.definition());
    this.key = key(spec.definition());
    this.createdAt = machinery.now();
    store.prepare();
    store.keepDefinition(key, spec.definition());
  }

  synchronized void replace(StateMachines.Spec newer) {
    Flow parsed = DefinitionParser.parse(newer.name(), newer.definition());
    key = key(newer.definition());
    flow = parsed;
    spec = newer;
    deployed = true;
    store.keepDefinition(key, newer.definition());
  }

  /** No longer deployed: nothing starts, what runs comes to its end. */
  synchronized void retire() {
    deployed = false;
  }

  synchronized boolean deployed() {
    return deployed;
  }

  /** Goes on with what a stop or crash interrupted. */
  synchronized void resume() {
    int resumed = 0;
    for (String name : store.open()) {
      if (!running.containsKey(name)) {
        Optional<ExecutionRecord> record = store.recover(name);
        if (record.isPresent()) {
          resume(name, record.get());
          resumed++;
        }
      }
    }
    if (resumed > 0) {
      LOG.info("State machine {}: {} executions go on", spec.name(), resumed);
    }
  }

  private void resume(String name, ExecutionRecord record) {
    ExecutionRecord.End end = record.end();
    if (end != null) {
      store.close(name, end, record.startedAt());
      return;
    }
    Execution execution =
        execution(name, record.input(), record.startedAt(), definition(record.definition()));
    running.put(name, execution);
    execution.resume(record);
  }

  private Flow definition(String wanted) {
    if (wanted.equals(key)) {
      return flow;
    }
    try {
      return store
          .definitionText(wanted)
          .map(text -> DefinitionParser.parse(spec.name(), text))
          .orElse(flow);
    } catch (InvalidInputException e) {
      LOG.warn("An older definition of {} no longer runs; the newer one is used", spec.name(), e);
      return flow;
    }
  }

  synchronized Start start(String name, JsonNode input) {
    Execution known = running.get(name);
    if (known != null && !known.ended()) {
      boolean same = known.input().equals(input);
      return new Start(same ? Started.SAME : Started.REFUSED, known.startedAt());
    }
    Instant now = machinery.now();
    if (known != null
        || store.isClosed(name)
        || !Journal.create(store.journal(name), ExecutionRecord.started(input, now, key))) {
      return new Start(Started.REFUSED, now);
    }
    Execution execution = execution(name, input, now, flow);
    running.put(name, execution);
    execution.start();
    return new Start(Started.NEW, now);
  }

  private Execution execution(String name, JsonNode input, Instant startedAt, Flow definition) {
    return new Execution(
        new Execution.Identity(executionArn(name), name, spec.arn(), spec.name(), spec.role()),
        input,
        startedAt,
        definition,
        store,
        machinery,
        () -> running.remove(name));
  }

  synchronized String executionArn(String name) {
    return spec.arn().replace(":stateMachine:", ":execution:") + ":" + name;
  }

  @Nullable Execution running(String name) {
    return running.get(name);
  }

  Collection<Execution> running() {
    return List.copyOf(running.values());
  }

  int runningCount() {
    return running.size();
  }

  MachineStore store() {
    return store;
  }

  synchronized StateMachines.Spec spec() {
    return spec;
  }

  Instant createdAt() {
    return createdAt;
  }

  private static String key(String definition) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

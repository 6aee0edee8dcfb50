package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.asl.ExecutionRecord.End;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running execution: every state it enters and its end are in its journal first. */
final class Execution implements FlowRun.Owner {

  /** What an execution shows of itself to its states. */
  record Identity(String arn, String name, String machineArn, String machineName, String role) {}

  private final Identity identity;
  private final JsonNode input;
  private final Instant startedAt;
  private final MachineStore store;
  private final Machinery machinery;
  private final Flow flow;
  private final Runnable onEnd;
  private final FlowRun run;
  private Runnable cancelTimeout = () -> {};
  private volatile @Nullable End end;

  Execution(
      Identity identity,
      JsonNode input,
      Instant startedAt,
      Flow flow,
      MachineStore store,
      Machinery machinery,
      Runnable onEnd) {
    this.identity = identity;
    this.input = input;
    this.startedAt = startedAt;
    this.flow = flow;
    this.store = store;
    this.machinery = machinery;
    this.onEnd = onEnd;
    this.run = new FlowRun(machinery, flow, context(), Map.of(), this);
  }

  void start() {
    watchTime();
    run.start(input);
  }

  void resume(ExecutionRecord record) {
    watchTime();
    if (record.entries().isEmpty()) {
      run.start(input);
    } else {
      ExecutionRecord.Entered last = record.entries().get(record.entries().size() - 1);
      run.resume(last.entry(), last.variables());
    }
  }

  void stop(@Nullable String error, @Nullable String cause) {
    run.stop();
    end(new End(Status.ABORTED, machinery.now(), null, error, cause));
  }

  Identity identity() {
    return identity;
  }

  JsonNode input() {
    return input;
  }

  Instant startedAt() {
    return startedAt;
  }

  boolean ended() {
    return end != null;
  }

  @Override
  public synchronized void entered(Entry entry, Map<String, JsonNode> variables) {
    if (end == null) {
      Journal.append(
          store.journal(identity.name()),
          ExecutionRecord.entered(
              entry, flow.state(entry.state()).type().label(), variables, machinery.now()));
    }
  }

  @Override
  public void succeeded(JsonNode output) {
    end(new End(Status.SUCCEEDED, machinery.now(), output, null, null));
  }

  @Override
  public void failed(StateError error) {
    end(new End(Status.FAILED, machinery.now(), null, error.error(), error.cause()));
  }

  private void watchTime() {
    Integer seconds = flow.timeoutSeconds();
    if (seconds != null) {
      Duration left = Duration.between(machinery.now(), startedAt.plusSeconds(seconds));
      cancelTimeout = machinery.after(left.isNegative() ? Duration.ZERO : left, this::timeOut);
    }
  }

  private void timeOut() {
    run.stop();
    end(new End(Status.TIMED_OUT, machinery.now(), null, StateError.TIMEOUT, null));
  }

  private void end(End how) {
    synchronized (this) {
      if (end != null) {
        return;
      }
      Journal.append(store.journal(identity.name()), ExecutionRecord.ended(how));
      end = how;
      store.close(identity.name(), how, startedAt);
    }
    cancelTimeout.run();
    onEnd.run();
  }

  private ObjectNode context() {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context
        .putObject("Execution")
        .put("Id", identity.arn())
        .put("Name", identity.name())
        .put("RoleArn", identity.role())
        .put("StartTime", startedAt.toString())
        .put("RedriveCount", 0)
        .set("Input", input);
    context
        .putObject("StateMachine")
        .put("Id", identity.machineArn())
        .put("Name", identity.machineName());
    return context;
  }
}

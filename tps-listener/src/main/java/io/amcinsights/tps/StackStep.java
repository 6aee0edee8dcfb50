package io.amcinsights.tps;

import io.amcinsights.tps.Progress.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings one stack a step nearer to what it is to be, from however it is now. Everything is decided
 * from CloudFormation's own account of it, so that a step may be lost or repeated.
 */
final class StackStep {

  private final Stacks stacks;

  StackStep(Stacks stacks) {
    this.stacks = stacks;
  }

  /**
   * How far a stack is.
   *
   * @param state as it is to be; null while that takes its time
   */
  record Outcome(Progress progress, @Nullable StackState state) {

    /** Of what is not needed. */
    static Outcome needless(Progress progress) {
      return new Outcome(progress, new StackState("NONE", Map.of(), Map.of(), Map.of()));
    }

    boolean isDone() {
      return state != null;
    }
  }

  /**
   * Towards a stack that is deployed.
   *
   * @param left what an earlier stack of the tenant left behind, by logical id; empty when nothing.
   *     Asked only while there is no stack
   * @throws ProvisioningFailed with CloudFormation's reasons
   */
  Outcome deploy(
      Deployment wanted, Supplier<Map<String, Map<String, String>>> left, Progress progress) {
    StackName name = wanted.stack();
    Optional<StackState> found = stacks.find(name);
    if (found.isEmpty()) {
      return create(wanted, left, progress);
    }
    StackState state = found.get();
    return switch (state.phase()) {
      case BUSY -> new Outcome(progress, null);
      case GONE -> create(wanted, left, progress);
      case PREPARED -> {
        Map<String, Map<String, String>> resources = left.get();
        if (resources.isEmpty()) {
          yield remove(name, progress);
        }
        stacks.importInto(wanted, resources);
        yield new Outcome(progress, null);
      }
      case COMPLETE ->
          wanted.isDoneIn(state) ? new Outcome(progress, state) : update(wanted, state, progress);
      case TURNED_BACK -> {
        expectUntried(Attempt.UPDATE, name, progress);
        yield update(wanted, state, progress);
      }
      case STUCK -> {
        expectUntried(Attempt.TURN_BACK, name, progress);
        stacks.turnBack(name);
        yield new Outcome(progress.with(Attempt.TURN_BACK, name), null);
      }
      case STILLBORN -> {
        expectUntried(Attempt.CREATE, name, progress);
        yield remove(name, progress);
      }
      case UNDELETED -> remove(name, progress);
    };
  }

  private Outcome create(
      Deployment wanted, Supplier<Map<String, Map<String, String>>> left, Progress progress) {
    Map<String, Map<String, String>> resources = left.get();
    if (resources.isEmpty()) {
      stacks.create(wanted);
    } else {
      stacks.importInto(wanted, resources);
    }
    return new Outcome(progress.with(Attempt.CREATE, wanted.stack()), null);
  }

  private Outcome update(Deployment wanted, StackState state, Progress progress) {
    return stacks.update(wanted)
        ? new Outcome(progress.with(Attempt.UPDATE, wanted.stack()), null)
        : new Outcome(progress, state);
  }

  /**
   * Towards a stack that is gone.
   *
   * @throws ProvisioningFailed with CloudFormation's reasons
   */
  Outcome remove(StackName name, Progress progress) {
    Optional<StackState> found =
        stacks.find(name).filter(it -> it.phase() != StackState.Phase.GONE);
    if (found.isEmpty()) {
      return Outcome.needless(progress);
    }
    if (found.get().phase() == StackState.Phase.BUSY) {
      return new Outcome(progress, null);
    }
    if (found.get().phase() == StackState.Phase.UNDELETED) {
      expectUntried(Attempt.DELETE, name, progress);
    }
    stacks.delete(name);
    return new Outcome(progress.with(Attempt.DELETE, name), null);
  }

  private void expectUntried(Attempt attempt, StackName name, Progress progress) {
    if (progress.has(attempt, name)) {
      List<String> reasons = stacks.reasons(name);
      throw new ProvisioningFailed(
          "Stack %s: %s"
              .formatted(
                  name,
                  reasons.isEmpty()
                      ? "CloudFormation gives no reason"
                      : String.join("; ", reasons)));
    }
  }
}

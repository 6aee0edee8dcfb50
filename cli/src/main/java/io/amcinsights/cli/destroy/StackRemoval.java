package io.amcinsights.cli.destroy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deletes the stacks of a plan one after the other, and stops at the first that stays. */
public record StackRemoval(Stacks stacks, Patience patience, Telling telling) {

  /** Removes what is still there. */
  public void run(Plan plan) throws InterruptedException {
    int number = 0;
    for (PlannedStack it : plan.stacks()) {
      number++;
      remove(it.stack(), "[%d/%d] %s".formatted(number, plan.stacks().size(), it.stack().name()));
    }
  }

  private void remove(Stack planned, String what) throws InterruptedException {
    Optional<Stack> found = stacks.now(planned).filter(it -> !it.isGone());
    if (found.isEmpty()) {
      telling.done(what + " is gone already");
      return;
    }
    Stack stack = found.get();
    if (stack.isBusy()) {
      throw new DestroyException(
          "%s is %s; wait until it is done, then run lake destroy again"
              .formatted(stack.name(), stack.status()));
    }
    if (!stack.isBeingDeleted()) {
      begin(stack);
    }
    await(stack, what);
    telling.done(what + " is deleted");
  }

  private void begin(Stack stack) {
    if (stack.guarded()) {
      stacks.unguard(stack);
    }
    stacks.delete(stack);
  }

  private void await(Stack stack, String what) throws InterruptedException {
    Duration start = patience.elapsed().get();
    while (true) {
      Optional<Stack> now = stacks.now(stack);
      if (now.isEmpty() || now.get().isGone()) {
        return;
      }
      Duration waited = patience.elapsed().get().minus(start);
      if (now.get().status().equals("DELETE_FAILED")) {
        throw new DestroyException(refused(now.get()));
      }
      if (waited.compareTo(patience.atMost()) >= 0) {
        throw new DestroyException(
            "%s is still being deleted after %d minutes; run lake destroy again, it goes on there"
                .formatted(stack.name(), waited.toMinutes()));
      }
      telling.progress("%s: being deleted, %d s".formatted(what, waited.toSeconds()));
      patience.sleeper().sleep(patience.pause());
    }
  }

  private String refused(Stack stack) {
    List<String> reasons = stacks.failures(stack);
    String why =
        reasons.isEmpty() ? "CloudFormation gives no reason" : String.join("\n  ", reasons);
    return "%s is %s and stays:%n  %s%nRemove what is in the way, then run lake destroy again"
        .formatted(stack.name(), stack.status(), why);
  }
}

package io.amcinsights.local;

/**
 * What the runtime itself still has to do; queues and the object catalog hold the rest.
 *
 * @param events accepted and not delivered, or a schedule is running
 * @param messages taken from their queues or streams and not answered, streams with unread records
 * @param executions that have not ended
 * @param stacks that CloudFormation works on
 * @param invocations running or waiting for their turn, the reconciliation of the start included
 */
public record InFlight(boolean events, int messages, int executions, int stacks, int invocations) {

  public boolean isNothing() {
    return !events && messages == 0 && executions == 0 && stacks == 0 && invocations == 0;
  }
}

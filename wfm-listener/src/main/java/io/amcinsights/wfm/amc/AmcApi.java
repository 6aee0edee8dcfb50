package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One AMC instance. Every call is over within a bounded time, retries included.
 *
 * <p>Whatever cannot be done throws by remedy: {@link
 * io.amcinsights.core.error.InvalidInputException} when AMC refuses and will again, {@link
 * io.amcinsights.core.error.UnavailableException} when the same call may succeed later. A list is
 * whole or not there at all.
 */
public interface AmcApi {

  /**
   * Makes a workflow; its {@code workflowId} is in the definition.
   *
   * @return false when there is one of that id, perhaps from an earlier attempt of this very call:
   *     update it
   */
  boolean createWorkflow(ObjectNode definition);

  Optional<Workflow> workflow(String workflowId);

  List<Workflow> workflows();

  /**
   * Replaces a workflow; its {@code workflowId} is in the definition.
   *
   * @return false when there is none of that id: create it
   */
  boolean updateWorkflow(ObjectNode definition);

  /** Afterwards there is no such workflow, whether there was one or not. */
  void deleteWorkflow(String workflowId);

  /**
   * Submits an execution, once.
   *
   * @return the execution as AMC took it
   * @throws AmbiguousSubmission when AMC may or may not have taken it: never submit again before
   *     having looked with {@link #executionsSince}
   */
  WorkflowExecution submit(ObjectNode request);

  Optional<WorkflowExecution> execution(String executionId);

  /** Every execution created at that second or later, of whatever status. */
  List<WorkflowExecution> executionsSince(Instant creation);

  /**
   * Cancels an execution that has not ended.
   *
   * @return how it is afterwards: what ended before stays as it ended; empty when there is none
   */
  Optional<WorkflowExecution> cancel(String executionId);

  /** Where the results can be fetched for a while; empty as long as there are none. */
  Optional<DownloadUrls> downloadUrls(String executionId);
}

package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.expression;
import static io.amcinsights.infra.Asl.object;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Large loads: the same table engine in a Glue job, which the plan names.
 *
 * @param jobs names a plan may hold: the pipeline's own job, and those of its datasets
 */
record GlueBranch(List<String> jobs) {

  static final String STATE = "LoadInGlue";

  /** The job ends by itself before. */
  private static final Duration TIMEOUT = GlueLoadJob.TIMEOUT.plus(Duration.hours(1));

  /**
   * Nothing ran: other tables' loads use up the job's runs, or Glue itself failed. With five
   * minutes at most between them these are about a day of attempts.
   */
  private static final Map<String, Object> NOT_STARTED =
      Asl.retry(
          List.of(
              "Glue.ConcurrentRunsExceededException",
              "Glue.ResourceNumberLimitExceededException",
              "Glue.ThrottlingException",
              "Glue.OperationTimeoutException",
              "Glue.InternalServiceException",
              "Glue.AWSGlueException",
              "Glue.SdkClientException"),
          480,
          Duration.seconds(5),
          Duration.minutes(5));

  /** The same again gives the same, after as long. */
  private static final Map<String, Object> REFUSED =
      Asl.never(
          List.of(
              "States.Timeout",
              "Glue.EntityNotFoundException",
              "Glue.InvalidInputException",
              "Glue.AccessDeniedException"));

  /** Once, for a worker that was lost: a run costs minutes. */
  private static final Map<String, Object> FAILED =
      Asl.retry(List.of("States.ALL"), 1, Duration.seconds(5), Duration.minutes(5));

  /** Chosen by the plan. */
  Map<String, Object> choice() {
    return object("Condition", expression("$plan.engine = 'glue'"), "Next", STATE);
  }

  /**
   * The job is told where to put its result, since a job has no answer of its own. The name is that
   * of the load and of nothing else, so a job that is run again writes the same.
   */
  private static final String RESULT =
      expression(
          "$replace($plan.manifest, 'manifest.json', 'result-' & $states.context.Execution.Name &"
              + " '.json')");

  /** What the run is billed by; what Glue does not say is left out. */
  private static final String RUN =
      expression("$states.result.{'seconds': ExecutionTime, 'endedAt': CompletedOn}");

  /** Runs the job and waits for it. */
  Map<String, Object> state(String next, String onError) {
    return Asl.with(
        Asl.task(
            Asl.integration("glue:startJobRun.sync"),
            object(
                "JobName",
                expression("$plan.jobName"),
                "WorkerType",
                expression("$plan.workerType"),
                "NumberOfWorkers",
                expression("$plan.workers"),
                "Arguments",
                object(
                    "--manifest",
                    expression("$plan.manifest"),
                    "--commit-id",
                    expression("$plan.commitId"),
                    "--result",
                    RESULT,
                    "--execution",
                    expression("$states.context.Execution.Name"))),
            TIMEOUT,
            onError),
        "Retry",
        List.of(NOT_STARTED, REFUSED, FAILED),
        "Assign",
        object("result", object("result", RESULT, "run", RUN)),
        "Next",
        next);
  }

  /** What the integration does: start, poll, and stop when the execution is stopped. */
  PolicyStatement run() {
    return Allow.actions(
            "glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun")
        .on(jobs.stream().map(job -> Arns.of("glue", "job/" + job)).toList());
  }
}

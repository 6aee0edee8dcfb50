package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.expression;
import static io.amcinsights.infra.Asl.object;

import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** Large loads: the same table engine, in a Glue job, when the stage was given the job's name. */
record GlueBranch(String jobName) {

  static final String STATE = "LoadInGlue";

  /** A load that takes longer has hung. */
  private static final Duration TIMEOUT = Duration.hours(12);

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

  /** Runs the job and waits for it. */
  Map<String, Object> state(String next, String onError) {
    return Asl.with(
        Asl.task(
            "arn:aws:states:::glue:startJobRun.sync",
            object(
                "JobName",
                jobName,
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
        "Assign",
        object("result", object("result", RESULT)),
        "Next",
        next);
  }

  /** What the integration does: start, poll, and stop when the execution is stopped. */
  PolicyStatement run(Construct scope) {
    return Allow.actions(
            "glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun")
        .on(
            Stack.of(scope)
                .formatArn(
                    ArnComponents.builder()
                        .service("glue")
                        .resource("job")
                        .resourceName(jobName)
                        .build()));
  }
}

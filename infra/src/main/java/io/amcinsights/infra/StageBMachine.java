package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.expression;
import static io.amcinsights.infra.Asl.object;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;

/** The definition of state machine B: plan, load, finish, and again while deliveries arrive. */
final class StageBMachine {

  /** A table that never gets quiet; whoever rings next begins another generation. */
  private static final Duration LONGEST = Duration.days(7);

  private static final String PLAN = "PlanLoad";
  private static final String LOAD = "LoadTable";
  private static final String FINISH = "FinishLoad";
  private static final String PLAN_NEXT = "PlanNextLoad";
  private static final String FAIL = "FailLoad";

  private static final String PLANNED = expression("$states.result.Payload");

  private StageBMachine() {}

  static Map<String, Object> definition(StageB.Functions functions, GlueBranch glue) {
    return Asl.machine("The one writer of a table, for one generation", PLAN, LONGEST)
        .state(PLAN, planFirst(functions.plan()))
        .state("WhatNext", whatNext(glue))
        .state(LOAD, load(functions.load()))
        .state(GlueBranch.STATE, glue.state(FINISH, FAIL))
        .state(FINISH, finish(functions.finish()))
        .state(PLAN_NEXT, planNext(functions.plan()))
        .state("Closed", object("Type", "Succeed"))
        .state(FAIL, fail(functions.fail()))
        .state("Failed", Asl.fail())
        .definition();
  }

  /** Begins the variables as well: a state for that alone is billed like any other. */
  private static Map<String, Object> planFirst(LakeFunction function) {
    return Asl.with(
        plan(function, 0),
        "Assign",
        object("round", 0, "plan", PLANNED),
        "Catch",
        List.of(Asl.caught("States.ALL", FAIL, "plan", object())));
  }

  private static Map<String, Object> planNext(LakeFunction function) {
    return Asl.with(plan(function, expression("$round")), "Assign", object("plan", PLANNED));
  }

  private static Map<String, Object> plan(LakeFunction function, Object round) {
    return Asl.with(invoke(function, payload("round", round), FAIL), "Next", "WhatNext");
  }

  private static Map<String, Object> whatNext(GlueBranch glue) {
    List<Map<String, Object>> choices =
        List.of(
            object("Condition", expression("$plan.action = 'CLOSED'"), "Next", "Closed"),
            glue.choice());
    return object("Type", "Choice", "Choices", choices, "Default", LOAD);
  }

  private static Map<String, Object> load(LakeFunction function) {
    return Asl.with(
        invoke(function, payload("plan", expression("$plan")), FAIL),
        "Assign",
        object("result", expression("$states.result.Payload")),
        "Catch",
        // Only who reads the files learns that a table has to be written again.
        List.of(Asl.caught(Asl.TOO_LARGE_HERE, GlueBranch.STATE), Asl.caught("States.ALL", FAIL)),
        "Next",
        FINISH);
  }

  private static Map<String, Object> finish(LakeFunction function) {
    return Asl.with(
        invoke(
            function, payload("plan", expression("$plan"), "result", expression("$result")), FAIL),
        "Assign",
        object("round", expression("$round + 1")),
        "Next",
        PLAN_NEXT);
  }

  private static Map<String, Object> fail(LakeFunction function) {
    return Asl.with(
        invoke(
            function,
            payload(
                "plan",
                expression("$plan"),
                "executionArn",
                expression("$states.context.Execution.Id"),
                "error",
                expression("$error")),
            "Failed"),
        "Next",
        "Failed");
  }

  private static Map<String, Object> invoke(
      LakeFunction function, Map<String, Object> payload, String onError) {
    return Asl.invoke(function, Asl.outlasting(function.timeout()), payload, onError);
  }

  private static Map<String, Object> payload(Object... more) {
    return Asl.with(
        object(
            "input",
            expression("$states.context.Execution.Input"),
            "execution",
            expression("$states.context.Execution.Name")),
        more);
  }
}

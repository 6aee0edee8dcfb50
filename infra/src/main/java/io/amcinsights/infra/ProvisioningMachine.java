package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.expression;
import static io.amcinsights.infra.Asl.object;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;

/**
 * One execution for each change of a customer's record that asks for work: steps of one function
 * until the tenant is what its record says, with pauses while CloudFormation works.
 */
final class ProvisioningMachine {

  /** A step gives up after an hour with the same settings; a burst of changes may begin anew. */
  private static final Duration LONGEST = Duration.hours(6);

  private static final Duration NOTIFYING = Duration.seconds(30);

  private ProvisioningMachine() {}

  static Map<String, Object> definition(LakeFunction provision, LakeFunction release) {
    return Asl.machine("A tenant becomes what its record says", "Begin", LONGEST)
        .state("Begin", step(provision, "begin", "Begun"))
        .state("Begun", next(List.of(when("DONE", "Done")), "GoOn"))
        .state("GoOn", step(provision, "go-on", "Notify"))
        .state("Notify", notify("Decide"))
        .state("Decide", next(List.of(when("WAIT", "Wait"), when("RELEASE", "Release")), "Done"))
        .state(
            "Wait",
            object("Type", "Wait", "Seconds", expression("$answer.seconds"), "Next", "GoOn"))
        .state("Release", release(release))
        .state("Done", object("Type", "Succeed"))
        .state("GiveUp", step(provision, "give-up", "LastWords"))
        .state("LastWords", notify("Failed"))
        .state("Failed", Asl.fail())
        .definition();
  }

  private static Map<String, Object> step(LakeFunction function, String step, String next) {
    Map<String, Object> payload =
        object(
            "step",
            step,
            "customerId",
            expression("$states.context.Execution.Input.customerId"),
            "execution",
            expression("$states.context.Execution.Name"));
    if (step.equals("go-on")) {
      payload = Asl.with(payload, "state", expression("$answer.state"));
    }
    if (step.equals("give-up")) {
      payload = Asl.with(payload, "error", expression("$error"));
    }
    return Asl.with(
        // What cannot even be given up is found by the sweeper.
        Asl.invoke(
            function,
            Asl.outlasting(function.timeout()),
            payload,
            step.equals("give-up") ? "Failed" : "GiveUp"),
        "Assign",
        object("answer", expression("$states.result.Payload")),
        "Next",
        next);
  }

  private static Map<String, Object> release(LakeFunction function) {
    return Asl.with(
        Asl.invoke(
            function,
            Asl.outlasting(function.timeout()),
            object("customerId", expression("$states.context.Execution.Input.customerId")),
            "Failed"),
        "Next",
        "Done");
  }

  /** Tells people; that nobody could be told changes nothing. */
  private static Map<String, Object> notify(String next) {
    return object(
        "Type",
        "Map",
        "Items",
        expression("$answer.notices"),
        "ItemProcessor",
        object(
            "ProcessorConfig",
            object("Mode", "INLINE"),
            "StartAt",
            next + "Publish",
            "States",
            object(
                next + "Publish",
                object(
                    "Type",
                    "Task",
                    "Resource",
                    Asl.integration("sns:publish"),
                    "Arguments",
                    object(
                        "TopicArn",
                        expression("$states.input.topic"),
                        "Subject",
                        expression("$states.input.subject"),
                        "Message",
                        expression("$states.input.message")),
                    "TimeoutSeconds",
                    NOTIFYING.toSeconds().intValue(),
                    "Retry",
                    List.of(
                        Asl.retry(
                            List.of("States.ALL"), 3, Duration.seconds(1), Duration.seconds(10))),
                    "End",
                    true))),
        "Catch",
        List.of(object("ErrorEquals", List.of("States.ALL"), "Next", next)),
        "Next",
        next);
  }

  private static Map<String, Object> next(List<Map<String, Object>> choices, String otherwise) {
    return object("Type", "Choice", "Choices", choices, "Default", otherwise);
  }

  private static Map<String, Object> when(String answer, String next) {
    return object("Condition", expression("$answer.next = '" + answer + "'"), "Next", next);
  }
}

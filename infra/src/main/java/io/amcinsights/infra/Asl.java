package io.amcinsights.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;

/**
 * Amazon States Language as our machines write it: JSONata, and every task with the same retries.
 *
 * <p>Maps keep the order they were written in, so that a definition reads from top to bottom and is
 * the same text in every synthesis.
 */
final class Asl {

  /** What a function fails with when the work needs more room than it has. */
  static final String TOO_LARGE_HERE = "io.amcinsights.core.error.TooLargeHereException";

  /** Name of the variable that holds what was caught. */
  static final String ERROR = "error";

  /**
   * Nothing ran: the account's or the function's concurrency was used up, or Lambda itself failed.
   * With a minute at most between them these are about four hours of attempts.
   */
  private static final Map<String, Object> NOT_STARTED =
      retry(
          List.of(
              "Lambda.TooManyRequestsException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.SnapStartNotReadyException"),
          480,
          Duration.seconds(1),
          Duration.minutes(1));

  /** The same input gives the same refusal. */
  private static final Map<String, Object> REFUSED =
      never(List.of("io.amcinsights.core.error.InvalidInputException", TOO_LARGE_HERE));

  private static final Map<String, Object> FAILED =
      retry(List.of("States.ALL"), 3, Duration.seconds(1), Duration.minutes(1));

  private final Map<String, Object> states = new LinkedHashMap<>();
  private final String comment;
  private final String startAt;
  private final Duration longest;

  private Asl(String comment, String startAt, Duration longest) {
    this.longest = longest;
    this.comment = comment;
    this.startAt = startAt;
  }

  /**
   * Begins a machine.
   *
   * @param longest an execution that takes longer hangs, and is ended
   */
  static Asl machine(String comment, String startAt, Duration longest) {
    return new Asl(comment, startAt, longest);
  }

  Asl state(String name, Map<String, Object> state) {
    states.put(name, state);
    return this;
  }

  Map<String, Object> definition() {
    return object(
        "Comment",
        comment,
        "QueryLanguage",
        "JSONata",
        "StartAt",
        startAt,
        "TimeoutSeconds",
        longest.toSeconds().intValue(),
        "States",
        states);
  }

  /** An object whose fields stay in this order. */
  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /** A state's timeout that lets the function's own come first, and its answer arrive. */
  static Duration outlasting(Duration function) {
    return function.plus(Duration.seconds(30));
  }

  /**
   * Tries again after some of the time, which doubles each time.
   *
   * @param first longest time before the first attempt
   * @param longest between any two
   */
  static Map<String, Object> retry(
      List<String> errors, int attempts, Duration first, Duration longest) {
    return object(
        "ErrorEquals",
        errors,
        "IntervalSeconds",
        first.toSeconds().intValue(),
        "BackoffRate",
        2,
        "MaxAttempts",
        attempts,
        "MaxDelaySeconds",
        longest.toSeconds().intValue(),
        "JitterStrategy",
        "FULL");
  }

  /** Does not try again. */
  static Map<String, Object> never(List<String> errors) {
    return object("ErrorEquals", errors, "MaxAttempts", 0);
  }

  /** A JSONata expression. */
  static String expression(String jsonata) {
    return "{% " + jsonata + " %}";
  }

  /**
   * A function call whose every failure leads to a state that has {@code $error}.
   *
   * @param timeout longer than the function's own, so that the function's answer comes first
   */
  static Map<String, Object> invoke(
      LakeFunction function, Duration timeout, Map<String, Object> payload, String onError) {
    return task(
        integration("lambda:invoke"),
        object("FunctionName", function.invokeArn(), "Payload", payload),
        timeout,
        onError);
  }

  /** ARN of one of Step Functions' own integrations. */
  static String integration(String name) {
    return "arn:" + Aws.PARTITION + ":states:::" + name;
  }

  /** A call of a service integration, with the retries and the catch of every task. */
  static Map<String, Object> task(
      String resource, Map<String, Object> arguments, Duration timeout, String onError) {
    return object(
        "Type",
        "Task",
        "Resource",
        resource,
        "Arguments",
        arguments,
        "TimeoutSeconds",
        timeout.toSeconds().intValue(),
        "Retry",
        List.of(NOT_STARTED, REFUSED, FAILED),
        "Catch",
        List.of(caught("States.ALL", onError)));
  }

  /**
   * A catch that keeps the error in {@code $error}.
   *
   * @param more variables to assign, name and value in turn
   */
  static Map<String, Object> caught(String error, String next, Object... more) {
    return object(
        "ErrorEquals",
        List.of(error),
        "Assign",
        with(object(ERROR, expression("$states.errorOutput")), more),
        "Next",
        next);
  }

  /** Adds fields to a state. */
  static Map<String, Object> with(Map<String, Object> state, Object... keysAndValues) {
    Map<String, Object> more = new LinkedHashMap<>(state);
    more.putAll(object(keysAndValues));
    return more;
  }

  /** Ends the execution as FAILED, with the error that led here. */
  static Map<String, Object> fail() {
    return object(
        "Type",
        "Fail",
        "Error",
        expression("$error.Error"),
        "Cause",
        // A timeout has none.
        expression("$exists($error.Cause) ? $error.Cause : ''"));
  }
}

package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.TooLargeHereException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageBlueprintTest {

  private static final Templates TEMPLATES = Matrix.dev();

  static List<Templates.Resource> machines() {
    return TEMPLATES.ofType("AWS::StepFunctions::StateMachine");
  }

  @Test
  void everyPipelineHasBothStagesAndTenantsHaveTheirs() {
    assertThat(machines())
        .extracting(it -> it.properties().path("StateMachineName").asText())
        .containsExactlyInAnyOrder(
            "amclake-dev-provision-tenant",
            "amclake-dev-demoteam-adtech-stage-a",
            "amclake-dev-demoteam-adtech-stage-b",
            "amclake-dev-retail-adtech-stage-a",
            "amclake-dev-retail-adtech-stage-b");
  }

  @ParameterizedTest
  @MethodSource("machines")
  void machinesAreStandardTracedAndLogEverythingButData(Templates.Resource machine) {
    JsonNode properties = machine.properties();
    assertThat(properties.path("StateMachineType").asText()).isEqualTo("STANDARD");
    assertThat(properties.path("TracingConfiguration").path("Enabled").asBoolean()).isTrue();
    assertThat(properties.path("LoggingConfiguration").path("Level").asText()).isEqualTo("ALL");
    assertThat(properties.path("LoggingConfiguration").path("IncludeExecutionData").asBoolean())
        .isFalse();
    assertThat(definition(machine).path("QueryLanguage").asText()).isEqualTo("JSONata");
  }

  private static boolean isGlue(JsonNode state) {
    return state.path("Resource").asText().contains("glue");
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyTaskEndsInTimeRetriesThrottlesForHoursAndIsCaught(Templates.Resource machine) {
    int tasks = 0;
    for (JsonNode state : definition(machine).path("States")) {
      if (state.path("Type").asText().equals("Task")) {
        tasks++;
        assertThat(state.path("TimeoutSeconds").asInt()).isPositive();
        JsonNode throttled = state.path("Retry").path(0);
        assertThat(throttled.path("ErrorEquals").toString())
            .contains(
                isGlue(state)
                    ? "Glue.ConcurrentRunsExceededException"
                    : "Lambda.TooManyRequestsException")
            .doesNotContain("States.");
        assertThat(
                throttled.path("MaxAttempts").asInt() * throttled.path("MaxDelaySeconds").asInt())
            .isGreaterThan(4 * 60 * 60);
        assertThat(throttled.path("JitterStrategy").asText()).isEqualTo("FULL");
        assertThat(state.path("Retry").path(1).path("MaxAttempts").asInt()).isZero();
        // A run of Glue costs minutes.
        assertThat(state.path("Retry").path(2).path("MaxAttempts").asInt())
            .isEqualTo(isGlue(state) ? 1 : 3);
        JsonNode caught = state.path("Catch");
        assertThat(caught.path(caught.size() - 1).path("ErrorEquals").toString())
            .isEqualTo("[\"States.ALL\"]");
      }
    }
    assertThat(tasks).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyTransitionLeadsToAStateAndEveryStateIsReached(Templates.Resource machine) {
    JsonNode definition = definition(machine);
    List<String> targets = new ArrayList<>(List.of(definition.path("StartAt").asText()));
    definition.path("States").findValuesAsText("Next").forEach(targets::add);
    definition.findValuesAsText("Default").forEach(targets::add);
    List<String> states = new ArrayList<>();
    definition.path("States").fieldNames().forEachRemaining(states::add);
    assertThat(targets).containsAll(states);
    assertThat(states).containsAll(targets);
  }

  @Test
  void theGlueJobOfAStageRunsBehindThePlansChoice() {
    JsonNode states = definition("amclake-dev-retail-adtech-stage-b").path("States");
    assertThat(states.path("WhatNext").path("Choices").path(1).toString())
        .isEqualTo("{\"Condition\":\"{% $plan.engine = 'glue' %}\",\"Next\":\"LoadInGlue\"}");
    JsonNode glue = states.path("LoadInGlue");
    assertThat(glue.path("Resource").asText()).endsWith(":states:::glue:startJobRun.sync");
    JsonNode arguments = glue.path("Arguments");
    assertThat(arguments.path("JobName").asText()).isEqualTo("{% $plan.jobName %}");
    assertThat(arguments.path("WorkerType").asText()).isEqualTo("{% $plan.workerType %}");
    assertThat(arguments.path("NumberOfWorkers").asText()).isEqualTo("{% $plan.workers %}");
    JsonNode retry = glue.path("Retry").path(0);
    assertThat(retry.path("ErrorEquals").toString())
        .contains("Glue.ConcurrentRunsExceededException", "Glue.ThrottlingException");
    assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
    assertThat(glue.path("TimeoutSeconds").asInt()).isGreaterThan(12 * 60 * 60);
    assertThat(glue.path("Next").asText()).isEqualTo("FinishLoad");
  }

  @Test
  void aLoadThatAFunctionFindsTooLargeGoesOnInGlueAtOnce() {
    JsonNode load =
        definition("amclake-dev-retail-adtech-stage-b").path("States").path("LoadTable");
    String tooLarge = TooLargeHereException.class.getName();
    assertThat(load.path("Retry").path(1).path("ErrorEquals").toString()).contains(tooLarge);
    JsonNode caught = load.path("Catch").path(0);
    assertThat(caught.path("ErrorEquals").toString()).isEqualTo("[\"" + tooLarge + "\"]");
    assertThat(caught.path("Next").asText()).isEqualTo("LoadInGlue");
  }

  @Test
  void machinesCallExactlyTheFunctionsTheyName() {
    for (Templates.Resource machine : machines()) {
      String role = Templates.text(machine.properties().path("RoleArn"));
      List<String> allowed = new ArrayList<>();
      for (Templates.Resource policy : TEMPLATES.ofType("AWS::IAM::Policy")) {
        boolean ofRole =
            policy.stack().equals(machine.stack())
                && policy
                    .properties()
                    .path("Roles")
                    .toString()
                    .contains(role.replaceAll("[<>]", ""));
        if (ofRole) {
          for (JsonNode statement : policy.properties().path("PolicyDocument").path("Statement")) {
            if (statement.path("Action").asText().equals("lambda:InvokeFunction")) {
              statement.path("Resource").forEach(arn -> allowed.add(Templates.text(arn)));
            }
          }
        }
      }
      List<String> called = new ArrayList<>();
      definition(machine).findValuesAsText("FunctionName").forEach(called::add);
      assertThat(allowed).doesNotHaveDuplicates().hasSameElementsAs(called);
    }
  }

  private static JsonNode definition(String name) {
    return definition(
        TEMPLATES.named("AWS::StepFunctions::StateMachine", "StateMachineName", name));
  }

  private static JsonNode definition(Templates.Resource machine) {
    return Templates.parse(Templates.text(machine.properties().path("DefinitionString")));
  }
}

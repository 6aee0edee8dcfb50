package io.amcinsights.local.asl;

import static io.amcinsights.local.asl.Laboratory.arn;
import static io.amcinsights.local.asl.Laboratory.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.lambda.Functions.FunctionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

class DurabilityTest {

  private static final String WORK =
      """
      {'QueryLanguage':'JSONata','StartAt':'Init','States':{
        'Init':{'Type':'Pass','Assign':{'round':0,'seen':[]},'Next':'Plan'},
        'Plan':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',
          'Arguments':{'FunctionName':'plan','Payload':{'round':'{% $round %}'}},
          'Assign':{'seen':'{% $append($seen, [$states.result.Payload.id]) %}'},
          'Retry':[{'ErrorEquals':['Lambda.TooManyRequestsException'],'IntervalSeconds':2,
            'MaxAttempts':9,'JitterStrategy':'FULL','MaxDelaySeconds':10}],
          'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Sorry'}],
          'Next':'More'},
        'More':{'Type':'Choice','Choices':[{'Condition':'{% $round < 3 %}','Next':'Pause',
          'Assign':{'round':'{% $round + 1 %}'}}],'Default':'Both'},
        'Pause':{'Type':'Wait','Seconds':30,'Next':'Plan'},
        'Both':{'Type':'Parallel','Next':'Done','Branches':[
          {'StartAt':'L','States':{'L':{'Type':'Wait','Seconds':3,'Output':1,'End':true}}},
          {'StartAt':'R','States':{'R':{'Type':'Pass','Output':2,'End':true}}}]},
        'Sorry':{'Type':'Fail','Error':'Gave up'},
        'Done':{'Type':'Succeed','Output':{'seen':'{% $seen %}','both':'{% $states.input %}'}}}}
      """;
  private static final JsonNode END = json("{'seen':['p0','p1','p2','p3'],'both':[1,2]}");

  @TempDir Path folder;
  private Laboratory lab;
  private Random random = new Random(1);

  @BeforeEach
  void open() {
    lab = new Laboratory(folder);
    lab.function("plan", payload -> json("{'id':'p" + payload.path("round") + "'}"));
  }

  private Path journal(String name) {
    return folder.resolve("executions/m/" + name + ".jsonl");
  }

  private JsonNode output(String execution) {
    return json(lab.describe(execution).output());
  }

  @Test
  void aRestartEntersTheLastStateAgainWithItsVariables() {
    String execution = lab.machine("m", WORK).start("m", "x", "{}");
    lab.runReady();
    lab.advance(Duration.ofSeconds(10));
    int before = lab.calls.size();

    lab.crash();
    assertThat(lab.describe(execution).statusAsString()).isEqualTo("RUNNING");
    assertThat(lab.engine().runningExecutions()).isZero();
    lab.machine("m", WORK);
    assertThat(lab.engine().runningExecutions()).isEqualTo(1);
    lab.runReady();
    lab.advance(Duration.ofSeconds(19));
    assertThat(lab.calls).as("the wait goes on where it was").hasSize(before);
    lab.advance(Duration.ofSeconds(1));
    assertThat(lab.calls).hasSize(before + 1);
    lab.settle();
    assertThat(output(execution)).isEqualTo(END);
  }

  @Test
  void attemptsSurviveARestart() {
    lab.function(
        "plan",
        payload -> {
          throw new FunctionError("Lambda.TooManyRequestsException", "Rate Exceeded", null);
        });
    String execution = lab.machine("m", WORK).start("m", "x", "{}");
    lab.runReady();
    lab.advance(Duration.ofSeconds(5));
    int before = lab.calls.size();
    assertThat(before).isGreaterThan(1);
    lab.crash().machine("m", WORK).settle();
    assertThat(lab.calls).hasSize(10);
    assertThat(lab.describe(execution).error()).isEqualTo("Gave up");
  }

  @RepeatedTest(40)
  void crashesAtRandomPointsLeadToTheSameEnd(RepetitionInfo repetition) throws IOException {
    random = new Random(repetition.getCurrentRepetition());
    lab.function(
        "plan",
        payload -> {
          if (random.nextInt(4) == 0) {
            throw new FunctionError("Lambda.TooManyRequestsException", "Rate Exceeded", null);
          }
          return json("{'id':'p" + payload.path("round") + "'}");
        });
    String execution = lab.machine("m", WORK).start("m", "x", "{'a':1}");
    while (lab.describe(execution).statusAsString().equals("RUNNING")) {
      int steps = random.nextInt(6);
      for (int i = 0; i < steps; i++) {
        lab.step();
      }
      if (random.nextInt(3) == 0) {
        lab.crash();
        if (random.nextBoolean() && Files.exists(journal("x"))) {
          Files.writeString(journal("x"), "{\"type\":\"ent", StandardOpenOption.APPEND);
        }
        lab.machine("m", WORK);
      } else {
        lab.advance(Duration.ofSeconds(random.nextInt(20)));
      }
    }
    assertThat(output(execution)).isEqualTo(END);
    assertThat(lab.engine().runningExecutions()).isZero();
  }

  @Test
  void aCrashBetweenTheEndAndItsFilingIsFinishedAtTheNextStart() throws IOException {
    String execution = lab.machine("m", WORK).start("m", "x", "{}");
    lab.settle();
    Files.move(folder.resolve("executions/m/closed/x.jsonl"), journal("x"));

    lab.crash().machine("m", WORK).runReady();

    assertThat(journal("x")).doesNotExist();
    assertThat(lab.describe(execution).statusAsString()).isEqualTo("SUCCEEDED");
    assertThat(lab.client().listExecutions(r -> r.stateMachineArn(arn("m"))).executions())
        .hasSize(1);
  }

  @Test
  void aTornStartWasNeverAnsweredAndLeavesNothing() throws IOException {
    lab.machine("m", WORK);
    Files.writeString(journal("x"), "{\"type\":\"star");
    lab.crash().machine("m", WORK);
    assertThat(lab.engine().runningExecutions()).isZero();
    lab.start("m", "x", "{}");
    assertThat(lab.engine().runningExecutions()).isEqualTo(1);
  }

  @Test
  void anExecutionEndsUnderTheDefinitionItWasStartedWith() {
    String execution = lab.machine("m", WORK).start("m", "x", "{}");
    lab.runReady();
    String newer =
        "{'QueryLanguage':'JSONata','StartAt':'Z','States':{'Z':{'Type':'Succeed','Output':9}}}";
    lab.crash().machine("m", newer);
    lab.start("m", "y", "{}");
    lab.settle();
    assertThat(output(execution)).isEqualTo(END);
    assertThat(output(execution.replace(":x", ":y"))).isEqualTo(json("9"));
  }

  @Test
  void finishedExecutionsAreNeitherReadAtStartNorKeptInMemory() throws IOException {
    lab.machine("m", WORK);
    for (int i = 0; i < 50; i++) {
      lab.start("m", "x" + i, "{}");
    }
    lab.settle();
    try (Stream<Path> files = Files.list(folder.resolve("executions/m"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".jsonl"))).isEmpty();
    }
    lab.crash().machine("m", WORK);
    assertThat(lab.engine().runningExecutions()).isZero();
    assertThatThrownBy(() -> lab.start("m", "x7", "{}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    assertThat(
            lab
                .client()
                .listExecutionsPaginator(r -> r.stateMachineArn(arn("m")).maxResults(20))
                .executions()
                .stream()
                .map(ExecutionListItem::name)
                .distinct())
        .hasSize(50);
  }

  @Test
  void aTornIndexLineHidesNoOtherExecution() throws IOException {
    lab.machine("m", WORK).start("m", "x", "{}");
    lab.settle();
    Path index = folder.resolve("executions/m/closed.index");
    String lines = Files.readString(index);
    Files.move(folder.resolve("executions/m/closed/x.jsonl"), journal("x"));
    Files.writeString(index, lines.substring(0, lines.length() / 2));

    lab.crash().machine("m", WORK).start("m", "y", "{}");
    lab.settle();
    assertThat(
            lab.client().listExecutions(r -> r.stateMachineArn(arn("m"))).executions().stream()
                .map(ExecutionListItem::name))
        .containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void deployingAgainWhileItRunsDoesNotRunItTwice() {
    String execution = lab.machine("m", WORK).start("m", "x", "{}");
    lab.runReady();
    lab.machine("m", WORK);
    lab.engine().remove("m");
    assertThatThrownBy(() -> lab.start("m", "y", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThat(lab.engine().runningExecutions()).isEqualTo(1);
    lab.machine("m", WORK);
    lab.settle();
    assertThat(output(execution)).isEqualTo(END);
    assertThat(lab.calls).hasSize(4);
  }

  @Test
  void whatFailsWhileTheServicesGoDownIsNoFailureOfTheExecution() {
    lab.function(
        "plan",
        payload -> {
          lab.engine().close();
          throw new FunctionError("java.lang.IllegalStateException", "pool closed", null);
        });
    String execution = lab.machine("m", WORK).start("m", "x", "{}");
    lab.runReady();
    assertThat(lab.describe(execution).statusAsString()).isEqualTo("RUNNING");

    lab.function("plan", payload -> json("{'id':'p" + payload.path("round") + "'}"));
    lab.crash().machine("m", WORK).settle();
    assertThat(output(execution)).isEqualTo(END);
  }
}

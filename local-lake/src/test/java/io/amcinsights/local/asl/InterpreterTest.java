package io.amcinsights.local.asl;

import static io.amcinsights.local.asl.Laboratory.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.lambda.Functions.FunctionError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

class InterpreterTest {

  private static final String INVOKE = "'Resource':'arn:aws:states:::lambda:invoke'";

  @TempDir Path folder;
  private Laboratory lab;

  @BeforeEach
  void open() {
    lab = new Laboratory(folder);
  }

  private static String machine(String startAt, String states) {
    return "{'QueryLanguage':'JSONata','StartAt':'%s','States':{%s}}".formatted(startAt, states);
  }

  private static String pass(String output) {
    return machine("P", "'P':{'Type':'Pass','End':true,'Output':" + output + "}");
  }

  private JsonNode output(String definition, String input) {
    DescribeExecutionResponse response = lab.run(definition, input);
    assertThat(response.error()).as(response.cause()).isNull();
    assertThat(response.statusAsString()).isEqualTo("SUCCEEDED");
    return json(response.output());
  }

  private DescribeExecutionResponse failure(String definition, String input) {
    DescribeExecutionResponse response = lab.run(definition, input);
    assertThat(response.statusAsString()).isEqualTo("FAILED");
    return response;
  }

  @Nested
  class Expressions {

    @Test
    void passesTheInputOnWithoutOutput() {
      assertThat(output(machine("P", "'P':{'Type':'Pass','End':true}"), "{'a':1}"))
          .isEqualTo(json("{'a':1}"));
    }

    @Test
    void evaluatesTextsInsideATemplate() {
      assertThat(
              output(
                  pass("{'x':'{% $states.input.a + 1 %}','y':[1,'{% $states.input.b %}'],'z':'t'}"),
                  "{'a':1,'b':null}"))
          .isEqualTo(json("{'x':2,'y':[1,null],'z':'t'}"));
    }

    @Test
    void tellsNullFromUndefined() {
      assertThat(output(pass("'{% $states.input.a %}'"), "{'a':null}").isNull()).isTrue();
      DescribeExecutionResponse failed = failure(pass("'{% $states.input.b %}'"), "{'a':null}");
      assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
      assertThat(failed.cause()).contains("$states.input.b", "undefined");
    }

    @Test
    void reportsWrongExpressionsAsQueryErrors() {
      assertThat(failure(pass("'{% $number(~abc~) %}'"), "{}").error())
          .isEqualTo("States.QueryEvaluationError");
      assertThat(failure(pass("'{% function($x){$x} %}'"), "{}").error())
          .isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void offersTheFunctionsOfStepFunctions() {
      assertThat(
              output(
                  pass(
                      """
                      {'hash':'{% $hash(~a~) %}','md5':'{% $hash(~a~, ~MD5~) %}',
                       'parse':'{% $parse(~[1,null]~) %}','part':'{% $partition([1..5], 2) %}',
                       'range':'{% $range(0, 10, 5) %}','down':'{% $range(2, 0, -1) %}',
                       'random':'{% $random() < 1 %}','seed':'{% $random(7) = $random(7) %}',
                       'uuid':'{% $length($uuid()) %}'}"""),
                  "{}"))
          .isEqualTo(
              json(
                  """
                  {'hash':'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
                   'md5':'0cc175b9c0f1b6a831c399e269772661','parse':[1,null],
                   'part':[[1,2],[3,4],[5]],'range':[0,5,10],'down':[2,1,0],
                   'random':true,'seed':true,'uuid':36}"""));
    }

    @Test
    void refusesEval() {
      DescribeExecutionResponse failed = failure(pass("'{% $eval(~1~) %}'"), "{}");
      assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
      assertThat(failed.cause()).contains("$parse");
    }

    @Test
    void showsTheContext() {
      JsonNode context = output(pass("'{% $states.context %}'"), "{'a':1}");
      assertThat(context.at("/Execution/Input/a").intValue()).isEqualTo(1);
      assertThat(context.at("/Execution/Id").textValue())
          .isEqualTo(
              "arn:aws:states:us-east-1:000000000000:execution:m:"
                  + context.at("/Execution/Name").textValue());
      assertThat(context.at("/Execution/StartTime").textValue()).isEqualTo("2026-11-22T10:00:00Z");
      assertThat(context.at("/StateMachine/Name").textValue()).isEqualTo("m");
      assertThat(context.at("/State/Name").textValue()).isEqualTo("P");
    }
  }

  @Nested
  class States {

    @Test
    void assignsVariablesThatOutputDoesNotSeeYet() {
      String definition =
          machine(
              "A",
              """
              'A':{'Type':'Pass','Assign':{'n':1,'gone':null},'Next':'B'},
              'B':{'Type':'Pass','Assign':{'n':'{% $n + 1 %}'},'Output':'{% $n %}','Next':'C'},
              'C':{'Type':'Pass','Output':{'in':'{% $states.input %}','n':'{% $n %}',
                'gone':'{% $gone %}'},'End':true}""");
      assertThat(output(definition, "{}")).isEqualTo(json("{'in':1,'n':2,'gone':null}"));
    }

    @Test
    void choosesTheFirstRuleThatApplies() {
      String definition =
          machine(
              "C",
              """
              'C':{'Type':'Choice','Default':'D','Assign':{'by':'default'},'Choices':[
                {'Condition':'{% $states.input.n > 10 %}','Next':'S','Assign':{'by':'big'}},
                {'Condition':'{% $states.input.n > 5 %}','Next':'S','Assign':{'by':'middle'},
                 'Output':'out'}]},
              'D':{'Type':'Pass','Next':'S'},
              'S':{'Type':'Succeed','Output':['{% $by %}','{% $states.input %}']}""");
      assertThat(output(definition, "{'n':7}")).isEqualTo(json("['middle','out']"));
      assertThat(output(definition, "{'n':70}")).isEqualTo(json("['big',{'n':70}]"));
      assertThat(output(definition, "{'n':1}")).isEqualTo(json("['default',{'n':1}]"));
    }

    @Test
    void failsWhenNoChoiceApplies() {
      String definition =
          machine(
              "C",
              "'C':{'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'S'}]},"
                  + "'S':{'Type':'Succeed'}");
      assertThat(failure(definition, "{}").error()).isEqualTo("States.NoChoiceMatched");
    }

    @Test
    void failsAsTold() {
      DescribeExecutionResponse failed =
          failure(
              machine("F", "'F':{'Type':'Fail','Error':'E','Cause':'{% $states.input.why %}'}"),
              "{'why':'so'}");
      assertThat(failed.error()).isEqualTo("E");
      assertThat(failed.cause()).isEqualTo("so");
    }

    @Test
    void waitsWithoutAThread() {
      lab.machine(
          "m",
          machine(
              "W",
              "'W':{'Type':'Wait','Seconds':'{% $states.input.s %}','Next':'U'},"
                  + "'U':{'Type':'Wait','Timestamp':'2026-11-22T11:00:00Z','End':true}"));
      String execution = lab.start("m", "w", "{'s':60}");
      lab.runReady();
      lab.advance(Duration.ofSeconds(59));
      assertThat(lab.describe(execution).statusAsString()).isEqualTo("RUNNING");
      lab.advance(Duration.ofMinutes(59));
      assertThat(lab.describe(execution).statusAsString()).isEqualTo("RUNNING");
      lab.advance(Duration.ofSeconds(1));
      assertThat(lab.describe(execution).output()).isEqualTo("{\"s\":60}");
    }

    @Test
    void runsBranchesInParallelWithTheirOwnVariables() {
      String definition =
          machine(
              "A",
              """
              'A':{'Type':'Pass','Assign':{'v':1},'Next':'P'},
              'P':{'Type':'Parallel','Arguments':{'n':5},'End':true,'Branches':[
                {'StartAt':'L','States':{
                  'L':{'Type':'Pass','Assign':{'w':2},'Next':'L2'},
                  'L2':{'Type':'Pass','End':true,
                    'Output':'{% $states.input.n + $v + $w %}'}}},
                {'StartAt':'R','States':{'R':{'Type':'Wait','Seconds':5,'End':true}}}]}""");
      assertThat(output(definition, "{}")).isEqualTo(json("[8,{'n':5}]"));
    }

    @Test
    void aFailedBranchFailsTheParallelAndItsErrorCanBeCaught() {
      String definition =
          machine(
              "P",
              """
              'P':{'Type':'Parallel','End':true,'Branches':[
                {'StartAt':'L','States':{'L':{'Type':'Fail','Error':'Broken'}}},
                {'StartAt':'R','States':{'R':{'Type':'Wait','Seconds':500,'End':true}}}],
                'Catch':[{'ErrorEquals':['Broken'],'Next':'S','Output':'caught'}]},
              'S':{'Type':'Succeed'}""");
      Instant before = lab.now();
      assertThat(output(definition, "{}")).isEqualTo(json("'caught'"));
      assertThat(lab.since(before)).isLessThan(Duration.ofSeconds(500));
    }

    @Test
    void mapsItemsInOrderWithAtMostSoManyAtOnce() {
      lab.function("f", payload -> payload.path("n"));
      String definition =
          machine(
              "M",
              """
              'M':{'Type':'Map','Items':'{% $states.input.items %}','MaxConcurrency':2,
                'ItemSelector':{'n':'{% $states.context.Map.Item.Value * 10 %}',
                  'i':'{% $states.context.Map.Item.Index %}'},'End':true,
                'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'T','States':{
                  'T':{'Type':'Task',INVOKE,'Arguments':{'FunctionName':'f',
                    'Payload':'{% $states.input %}'},
                    'Output':'{% $states.result.Payload %}','End':true}}}}"""
                  .replace("INVOKE", INVOKE));
      assertThat(output(definition, "{'items':[3,1,2]}")).isEqualTo(json("[30,10,20]"));
      assertThat(lab.calls).hasSize(3).first().isEqualTo("f{\"n\":30,\"i\":0}");
    }

    @Test
    void mapsNothingToNothing() {
      assertThat(
              output(
                  machine(
                      "M",
                      "'M':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'T','States':{"
                          + "'T':{'Type':'Pass','End':true}}}}"),
                  "[]"))
          .isEqualTo(json("[]"));
    }
  }

  @Nested
  class Tasks {

    private String task(String more) {
      return machine(
          "T",
          ("'T':{'Type':'Task',"
              + INVOKE
              + ",'Arguments':{'FunctionName':'f','Payload':{'x':'{% $states.input.x %}'}}"
              + more
              + "}"));
    }

    @Test
    void invokesAFunctionAndHandsItsPayloadOn() {
      lab.function("f", payload -> json("{'got':" + payload.path("x") + "}"));
      JsonNode result = output(task(",'End':true"), "{'x':3}");
      assertThat(result.path("Payload")).isEqualTo(json("{'got':3}"));
      assertThat(result.path("StatusCode").intValue()).isEqualTo(200);
      assertThat(output(task(",'End':true,'Output':'{% $states.result.Payload.got %}'"), "{'x':3}"))
          .isEqualTo(json("3"));
    }

    @Test
    void reportsAFunctionsErrorByClassNameWithItsMessageAsJson() {
      lab.function(
          "f",
          payload -> {
            throw new FunctionError("java.lang.IllegalStateException", "no \"luck\"", null);
          });
      DescribeExecutionResponse failed = failure(task(",'End':true"), "{'x':3}");
      assertThat(failed.error()).isEqualTo("java.lang.IllegalStateException");
      assertThat(Laboratory.json(failed.cause()).path("errorMessage").textValue())
          .isEqualTo("no \"luck\"");
    }

    @Test
    void retriesInOrderAndCountsEachRetrierByItself() {
      List<Instant> at = new ArrayList<>();
      lab.function(
          "f",
          payload -> {
            at.add(lab.now());
            throw new FunctionError(
                at.size() == 2 ? "Lambda.TooManyRequestsException" : "java.io.IOException",
                "m",
                null);
          });
      DescribeExecutionResponse failed =
          failure(
              task(
                  """
                  ,'End':true,'Retry':[
                    {'ErrorEquals':['Lambda.TooManyRequestsException'],'IntervalSeconds':7},
                    {'ErrorEquals':['States.ALL'],'IntervalSeconds':1,'MaxAttempts':3,
                     'BackoffRate':3,'MaxDelaySeconds':5}]"""),
              "{'x':1}");
      assertThat(failed.error()).isEqualTo("java.io.IOException");
      List<Long> gaps = new ArrayList<>();
      for (int i = 1; i < at.size(); i++) {
        gaps.add(Duration.between(at.get(i - 1), at.get(i)).toSeconds());
      }
      assertThat(gaps).containsExactly(1L, 7L, 3L, 5L);
    }

    @Test
    void zeroAttemptsMeanNoRetryEvenIfALaterRetrierMatches() {
      lab.function(
          "f",
          payload -> {
            throw new FunctionError("Bad", "m", null);
          });
      failure(
          task(
              ",'End':true,'Retry':[{'ErrorEquals':['Bad'],'MaxAttempts':0},"
                  + "{'ErrorEquals':['States.ALL']}]"),
          "{'x':1}");
      assertThat(lab.calls).hasSize(1);
    }

    @Test
    void fullJitterTakesAPartOfTheDelay() {
      lab.jitter = 0.25;
      lab.function(
          "f",
          payload -> {
            if (lab.calls.size() < 2) {
              throw new FunctionError("Bad", "m", null);
            }
            return payload;
          });
      Instant before = lab.now();
      output(
          task(
              ",'End':true,'Retry':[{'ErrorEquals':['Bad'],'IntervalSeconds':8,"
                  + "'JitterStrategy':'FULL'}]"),
          "{'x':1}");
      assertThat(lab.since(before)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void catchesWithTheErrorAndTheInput() {
      lab.function(
          "f",
          payload -> {
            throw new FunctionError("Bad", "m", null);
          });
      String definition =
          task("""
                  ,'Next':'S','Catch':[{'ErrorEquals':['Other'],'Next':'S'},
                    {'ErrorEquals':['States.TaskFailed'],'Next':'S',
                     'Assign':{'e':'{% $states.errorOutput.Error %}'},
                     'Output':'{% $states.input.x %}'}]""")
              .replace(
                  "}}}", "},'S':{'Type':'Succeed','Output':['{% $e %}','{% $states.input %}']}}}");
      assertThat(output(definition, "{'x':3}")).isEqualTo(json("['Bad',3]"));
    }

    @Test
    void allCatchesNeitherRuntimeErrorsNorTooMuchData() {
      lab.function("f", payload -> json("'" + "x".repeat(300_000) + "'"));
      DescribeExecutionResponse failed =
          failure(
              task(",'End':true,'Catch':[{'ErrorEquals':['States.ALL'],'Next':'T'}]"), "{'x':1}");
      assertThat(failed.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void aTimeoutIsNotATaskFailureButStatesAllCatchesIt() {
      lab.function(
          "f",
          payload -> {
            // The function takes longer than the state allows; its late result is ignored.
            lab.advance(Duration.ofSeconds(6));
            return payload;
          });
      DescribeExecutionResponse failed =
          failure(
              task(
                  ",'TimeoutSeconds':5,'End':true,"
                      + "'Retry':[{'ErrorEquals':['States.TaskFailed']}]"),
              "{'x':1}");
      assertThat(failed.error()).isEqualTo("States.Timeout");
      assertThat(lab.calls).hasSize(1);
      failure(
          task(
              ",'TimeoutSeconds':5,'End':true,"
                  + "'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':1}]"),
          "{'x':1}");
      assertThat(lab.calls).hasSize(3);
    }

    @Test
    void handsOnWhyAGlueJobDidNotRun() {
      DescribeExecutionResponse failed =
          failure(
              machine(
                  "G",
                  "'G':{'Type':'Task','Resource':'arn:aws:states:::glue:startJobRun.sync',"
                      + "'Arguments':{'JobName':'j'},'End':true}"),
              "{}");
      assertThat(failed.cause()).isEqualTo("No job runs here");
    }

    @Test
    void anExecutionTimesOut() {
      String definition =
          "{'QueryLanguage':'JSONata','TimeoutSeconds':10,'StartAt':'W','States':"
              + "{'W':{'Type':'Wait','Seconds':60,'End':true}}}";
      assertThat(lab.run(definition, "{}").statusAsString()).isEqualTo("TIMED_OUT");
      assertThat(lab.engine().runningExecutions()).isZero();
    }
  }
}

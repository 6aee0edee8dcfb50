package io.amcinsights.local.asl;

import static io.amcinsights.local.asl.Laboratory.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

class StepFunctionsTest {

  private static final String WAIT =
      "{'QueryLanguage':'JSONata','StartAt':'W','States':"
          + "{'W':{'Type':'Wait','Seconds':'{% $states.input.s %}','End':true}}}";

  @TempDir Path folder;
  private Laboratory lab;

  @BeforeEach
  void open() {
    lab = new Laboratory(folder).machine("m", WAIT);
  }

  @Test
  void theSameInputOfARunningNameReturnsTheSameExecution() {
    String first = lab.start("m", "x", "{'s':5}");
    assertThat(lab.start("m", "x", "{ 's' : 5 }")).isEqualTo(first);
    assertThat(lab.engine().runningExecutions()).isEqualTo(1);
    assertThatThrownBy(() -> lab.start("m", "x", "{'s':6}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class)
        .hasMessageContaining(first);
  }

  @Test
  void publishesNoticesOneByOne() {
    String definition =
        "{'QueryLanguage':'JSONata','StartAt':'M','States':{'M':{'Type':'Map',"
            + "'Items':'{% $states.input.notices %}','ItemProcessor':{'StartAt':'P','States':{"
            + "'P':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','Arguments':{"
            + "'TopicArn':'{% $states.input.topic %}','Subject':'{% $states.input.subject %}',"
            + "'Message':'{% $states.input.message %}'},"
            + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Q'}],'Next':'Q'},"
            + "'Q':{'Type':'Pass','End':true}}},'End':true}}}";
    String input =
        "{'notices':[{'topic':'t1','subject':'s','message':'m'},{'subject':'no topic'},"
            + "{'topic':'t2','subject':'s','message':'n'}]}";
    assertThat(lab.run(definition, input).statusAsString()).isEqualTo("SUCCEEDED");
    assertThat(lab.engine().notices().last())
        .containsExactly(new Notices.Notice("t1", "s", "m"), new Notices.Notice("t2", "s", "n"));
  }

  @Test
  void aClosedNameStaysRefusedWhateverItsInput() {
    lab.start("m", "x", "{'s':5}");
    lab.settle();
    assertThatThrownBy(() -> lab.start("m", "x", "{'s':5}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    lab.crash().machine("m", WAIT);
    assertThatThrownBy(() -> lab.start("m", "x", "{'s':5}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  @Test
  void refusesWrongNamesInputsAndMachines() {
    assertThatThrownBy(() -> lab.start("m", "a b", "{}")).isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> lab.start("m", "x".repeat(81), "{}"))
        .isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> lab.start("m", "x", "{"))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> lab.start("other", "x", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class)
        .hasMessageContaining(arn("other"));
    assertThatThrownBy(() -> lab.describe(arn("m").replace("stateMachine", "execution") + ":x"))
        .isInstanceOf(ExecutionDoesNotExistException.class);
  }

  @Test
  void listsNewestFirstByStatusInPages() {
    for (int i = 0; i < 5; i++) {
      lab.start("m", "x" + i, "{'s':" + (i < 3 ? 60 : 600) + "}");
      lab.advance(Duration.ofSeconds(1));
    }
    lab.runReady();
    lab.advance(Duration.ofSeconds(100));
    ListExecutionsResponse page =
        lab.client()
            .listExecutions(
                r ->
                    r.stateMachineArn(arn("m"))
                        .statusFilter(ExecutionStatus.SUCCEEDED)
                        .maxResults(2));
    assertThat(names(page)).containsExactly("x2", "x1");
    String token = page.nextToken();
    page =
        lab.client()
            .listExecutions(
                r ->
                    r.stateMachineArn(arn("m"))
                        .statusFilter(ExecutionStatus.SUCCEEDED)
                        .maxResults(2)
                        .nextToken(token));
    assertThat(names(page)).containsExactly("x0");
    assertThat(page.nextToken()).isNull();
    assertThat(
            names(
                lab.client()
                    .listExecutions(
                        r -> r.stateMachineArn(arn("m")).statusFilter(ExecutionStatus.RUNNING))))
        .containsExactly("x4", "x3");
  }

  private static List<String> names(ListExecutionsResponse page) {
    return page.executions().stream().map(ExecutionListItem::name).toList();
  }

  @Test
  void stopsAnExecution() {
    String execution = lab.start("m", "x", "{'s':60}");
    lab.runReady();
    lab.client().stopExecution(r -> r.executionArn(execution).error("Me").cause("enough"));
    assertThat(lab.describe(execution).statusAsString()).isEqualTo("ABORTED");
    assertThat(lab.describe(execution).cause()).isEqualTo("enough");
    lab.settle();
    assertThat(lab.describe(execution).statusAsString()).isEqualTo("ABORTED");
  }

  @Test
  void tellsTheHistory() {
    String execution = lab.start("m", "x", "{'s':60}");
    lab.settle();
    assertThat(lab.client().getExecutionHistory(r -> r.executionArn(execution)).events())
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.WAIT_STATE_ENTERED,
            HistoryEventType.EXECUTION_SUCCEEDED);
  }

  @Test
  void refusesEveryOtherCallByName() {
    SfnClient client = lab.client();
    assertThatThrownBy(() -> client.startSyncExecution(r -> r.name("x")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("startSyncExecution");
    assertThat(client.describeStateMachine(r -> r.stateMachineArn(arn("m"))).name()).isEqualTo("m");
    assertThat(client.serviceName()).isEqualTo("states");
  }

  @Test
  void refusesWhatItCannotRunAllAtOnce() {
    assertThatThrownBy(
            () ->
                lab.machine(
                    "bad",
                    """
                    {'QueryLanguage':'JSONata','StartAt':'Nowhere','Extra':1,'States':{
                      'A':{'Type':'Pass','Parameters':{},'Next':'B'},
                      'T':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true,
                        'Retry':[{'ErrorEquals':['States.ALL'],'Jitter':1}],
                        'Catch':[{'ErrorEquals':['X'],'Next':'C'}]},
                      'E':{'Type':'Pass','Output':'{% $x + %}'},
                      'P':{'Type':'Choice','QueryLanguage':'JSONPath','Choices':[
                        {'Condition':'true','Next':'A'}]},
                      'Q':{'Type':'Guess'}}}"""))
        .hasMessageContainingAll(
            "State machine bad",
            "The machine: field 'Extra' is unknown",
            "StartAt is 'Nowhere'",
            "State 'A': field 'Parameters' is unknown; Pass knows Assign, End, Next, Output",
            "State 'A' goes to 'B', which does not exist",
            "State 'T': Resource 'arn:aws:states:::sqs:sendMessage' does not run here",
            "State 'T', Retry: field 'Jitter' is unknown",
            "State 'T' goes to 'C', which does not exist",
            "State 'E', Output: {% $x + %} is no JSONata",
            "State 'E': give either Next or End: true",
            "State 'P' is written in JSONPath",
            "State 'P', Choices: Condition must be one {% ... %} expression",
            "State 'Q': Type 'Guess' is unknown");
  }

  @Test
  void realThreadsRunAndCloseLetsATaskFinish() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    lab.function(
        "f",
        payload -> {
          called.countDown();
          return payload;
        });
    StateMachineEngine engine = StateMachineEngine.open(folder.resolve("real"), lab, lab.jobs, 2);
    engine.put(
        new StateMachines.Spec(
            "t",
            arn("t"),
            Laboratory.ROLE,
            """
            {"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","End":true,
             "Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"}}}}"""));
    String execution =
        engine.client().startExecution(r -> r.stateMachineArn(arn("t")).name("x")).executionArn();
    assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
    engine.close();
    assertThat(engine.client().describeExecution(r -> r.executionArn(execution)).statusAsString())
        .isEqualTo("SUCCEEDED");
  }
}

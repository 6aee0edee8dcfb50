package io.amcinsights.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.LocalLake;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.cloudformation.LocalCloudFormation;
import io.amcinsights.local.deploy.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.sqs.model.Message;

/** Files of buckets in other regions and accounts, told at home by stacks as they are on AWS. */
@Timeout(180)
class ForwardingIT {

  private static final Path ASSEMBLY = Path.of("..", "infra", "target", "cdk.out");
  private static final Place HOME = new Place("000000000000", "us-east-1");
  private static final Place ABROAD = new Place("000000000000", "eu-west-1");
  private static final Place PARTNER = new Place("111111111111", "us-east-1");

  /** The queue and its rule, and whom its bus lets in. */
  private static final String AT_HOME =
      """
      {'Parameters':{'Partner':{'Type':'String','Default':''}},
       'Conditions':{'Open':{'Fn::Not':[{'Fn::Equals':[{'Ref':'Partner'},'']}]}},
       'Resources':{
        'Q':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'told'}},
        'R':{'Type':'AWS::Events::Rule','Properties':{'Name':'in','Targets':[
          {'Id':'q','Arn':{'Fn::GetAtt':['Q','Arn']}}],
          'EventPattern':{'source':['aws.s3'],'account':['000000000000','111111111111'],
            'region':['us-east-1','eu-west-1'],
            'detail':{'bucket':{'name':['abroad','partner']}}}}},
        'P':{'Type':'AWS::Events::EventBusPolicy','Condition':'Open','Properties':{
          'StatementId':'partner','Statement':{'Sid':'partner','Effect':'Allow',
            'Principal':{'AWS':{'Fn::Sub':'arn:aws:iam::${Partner}:root'}},
            'Action':'events:PutEvents',
            'Resource':{'Fn::Sub':
              'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'}}}}}}""";

  /** The bucket and the rule that sends home what happens in it. */
  private static final String ELSEWHERE =
      """
      {'Parameters':{'Bucket':{'Type':'String'},'Home':{'Type':'String'}},
       'Resources':{
        'B':{'Type':'AWS::S3::Bucket','Properties':{'BucketName':{'Ref':'Bucket'},
          'NotificationConfiguration':{'EventBridgeConfiguration':{'EventBridgeEnabled':true}}}},
        'D':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':{'Fn::Sub':'${Bucket}-dlq'}}},
        'S':{'Type':'AWS::IAM::Role','Properties':{'AssumeRolePolicyDocument':{}}},
        'R':{'Type':'AWS::Events::Rule','Properties':{
          'EventPattern':{'source':['aws.s3'],'detail':{'bucket':{'name':[{'Ref':'B'}]}}},
          'Targets':[{'Id':'home','Arn':{'Ref':'Home'},'RoleArn':{'Fn::GetAtt':['S','Arn']},
            'DeadLetterConfig':{'Arn':{'Fn::GetAtt':['D','Arn']}}}]}}}}""";

  @TempDir Path folder;
  private LocalLake lake;

  @BeforeEach
  void start() {
    lake = LocalLake.start(LocalLakeConfig.of(folder, ASSEMBLY));
  }

  @AfterEach
  void stop() {
    lake.close();
  }

  private void create(Place place, String template, String... parameters) {
    LocalCloudFormation stacks = lake.cloudFormation().at(place);
    stacks.createStack(
        it ->
            it.stackName("s")
                .templateBody(template.replace('\'', '"'))
                .parameters(List.of(parameters).stream().map(ForwardingIT::parameter).toList()));
    settle(place, "CREATE_COMPLETE");
  }

  private static Parameter parameter(String text) {
    String[] parts = text.split("=", 2);
    return Parameter.builder().parameterKey(parts[0]).parameterValue(parts[1]).build();
  }

  private void settle(Place place, String status) {
    LocalCloudFormation stacks = lake.cloudFormation().at(place);
    while (!stacks
        .describeStacks(it -> it.stackName("s"))
        .stacks()
        .get(0)
        .stackStatusAsString()
        .equals(status)) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private void deliver(String bucket, String key) {
    lake.clients().s3().putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString("data"));
  }

  /** The next event in a queue. */
  private JsonNode next(String queue) {
    String url = lake.clients().sqs().getQueueUrl(it -> it.queueName(queue)).queueUrl();
    while (true) {
      for (Message message :
          lake.clients()
              .sqs()
              .receiveMessage(it -> it.queueUrl(url).waitTimeSeconds(5).maxNumberOfMessages(1))
              .messages()) {
        lake.clients()
            .sqs()
            .deleteMessage(it -> it.queueUrl(url).receiptHandle(message.receiptHandle()));
        return Json.read("event", message.body());
      }
    }
  }

  private static String told(JsonNode event) {
    return String.join(
        " ",
        event.path("account").asText(),
        event.path("region").asText(),
        event.at("/detail/object/key").asText());
  }

  @Test
  void filesOfAnotherRegionAreToldAtHomeAlsoAfterARestart() {
    create(HOME, AT_HOME);
    create(ABROAD, ELSEWHERE, "Bucket=abroad", "Home=" + bus(HOME));

    deliver("abroad", "1.csv");
    assertThat(told(next("told"))).isEqualTo("000000000000 eu-west-1 1.csv");

    stop();
    start();
    deliver("abroad", "2.csv");
    assertThat(told(next("told"))).isEqualTo("000000000000 eu-west-1 2.csv");
    assertThat(lake.clients().s3().headBucket(it -> it.bucket("abroad")).bucketRegion())
        .isEqualTo("eu-west-1");
  }

  @Test
  void filesOfAnotherAccountAreToldAtHomeOnceThatLetsItIn() {
    create(HOME, AT_HOME);
    create(PARTNER, ELSEWHERE, "Bucket=partner", "Home=" + bus(HOME));
    deliver("partner", "1.csv");
    assertThat(told(next("partner-dlq"))).isEqualTo("111111111111 us-east-1 1.csv");

    lake.cloudFormation()
        .updateStack(
            it ->
                it.stackName("s")
                    .usePreviousTemplate(true)
                    .parameters(parameter("Partner=111111111111")));
    settle(HOME, "UPDATE_COMPLETE");
    deliver("partner", "2.csv");
    assertThat(told(next("told"))).isEqualTo("111111111111 us-east-1 2.csv");
  }

  @Test
  void aRuleTooManyIsTakenBackWithItsStack() {
    LocalCloudFormation abroad = lake.cloudFormation().at(ABROAD);
    abroad.createStack(it -> it.stackName("s").templateBody(rules(301)));
    settle(ABROAD, "ROLLBACK_COMPLETE");
    assertThat(abroad.describeStackEvents(it -> it.stackName("s")).stackEvents())
        .extracting(it -> String.valueOf(it.resourceStatusReason()))
        .contains(
            "LimitExceededException: The requested resource exceeds the maximum number allowed");

    abroad.deleteStack(it -> it.stackName("s"));
    while (!abroad.describeStacks().stacks().isEmpty()) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    abroad.createStack(it -> it.stackName("s").templateBody(rules(300)));
    settle(ABROAD, "CREATE_COMPLETE");
  }

  private static String rules(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                "'R%d':{'Type':'AWS::Events::Rule','Properties':{'EventPattern':{'source':['s']}}}"
                    .formatted(i))
        .collect(Collectors.joining(",", "{'Resources':{", "}}"))
        .replace('\'', '"');
  }

  private static String bus(Place place) {
    return new Bus(place.account(), place.region()).arn();
  }
}

package io.amcinsights.local.deploy;

import static io.amcinsights.local.deploy.Site.json;
import static io.amcinsights.local.deploy.Site.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.lambda.EventSourceMappings;
import io.amcinsights.local.lambda.Functions;
import io.amcinsights.local.lambda.StreamMappings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {

  private static final String FUNCTION =
      """
      'F':{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'f','Runtime':'java25',
        'Handler':'a.B::handleRequest','Role':{'Fn::GetAtt':['R','Arn']},'Code':{},
        'Environment':{'Variables':{'URL':{'Ref':'Q'}}},'ReservedConcurrentExecutions':2}},
      'R':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'r','AssumeRolePolicyDocument':{}}},
      'Q':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'q','VisibilityTimeout':30,
        'RedrivePolicy':{'deadLetterTargetArn':{'Fn::GetAtt':['D','Arn']},'maxReceiveCount':3}}},
      'D':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'q-dlq'}}""";
  private static final String CUSTOM =
      "'C':{'Type':'Custom::Thing','Properties':{'ServiceToken':{'Fn::GetAtt':['F','Arn']},"
          + "'Number':5,'Url':{'Ref':'Q'}}}";

  @TempDir Path folder;
  private final Site site = new Site();
  private Deployer deployer;

  @BeforeEach
  void open() {
    deployer = new Deployer(site.services(), folder);
  }

  @AfterEach
  void close() {
    deployer.close();
  }

  private void restart() {
    deployer.close();
    open();
    site.log.clear();
    site.customRequests.clear();
  }

  private Map<String, String> deploy(String resources, String more) {
    return deploy(resources, more, Map.of());
  }

  private Map<String, String> deploy(
      String resources, String more, Map<String, String> parameters) {
    Path template = write(folder, "s.json", "{'Resources':{" + resources + "}" + more + "}");
    return deployer.deployTemplate("s", template, parameters);
  }

  private String output(String value) {
    return deploy(
            "'B':{'Type':'AWS::S3::Bucket','Properties':{'BucketName':'b'}}",
            ",'Conditions':{'Yes':{'Fn::Equals':['a','a']},'No':{'Fn::Not':[{'Condition':'Yes'}]},"
                + "'Both':{'Fn::And':[{'Condition':'Yes'},{'Condition':'No'}]},"
                + "'One':{'Fn::Or':[{'Condition':'No'},{'Condition':'Yes'}]}},"
                + "'Outputs':{'O':{'Value':"
                + value
                + "}}")
        .get("O");
  }

  @Test
  void evaluatesFunctionsHoweverNested() {
    assertThat(output("{'Ref':'AWS::AccountId'}")).isEqualTo("000000000000");
    assertThat(output("{'Fn::GetAtt':'B.Arn'}")).isEqualTo("arn:aws:s3:::b");
    assertThat(output("{'Fn::Sub':'${AWS::Region}/${B}/${B.Arn}/${!Keep}'}"))
        .isEqualTo("us-east-1/b/arn:aws:s3:::b/${Keep}");
    assertThat(output("{'Fn::Sub':['${x}-${B}',{'x':{'Fn::Join':['+',['1',{'Ref':'B'}]]}}]}"))
        .isEqualTo("1+b-b");
    assertThat(output("{'Fn::Select':['1',{'Fn::Split':[':',{'Fn::GetAtt':['B','Arn']}]}]}"))
        .isEqualTo("aws");
    assertThat(output("{'Fn::If':['One',{'Fn::If':['Both','x','y']},'z']}")).isEqualTo("y");
    assertThat(output("{'Fn::Join':['',['a',{'Fn::If':['No','x',{'Ref':'AWS::NoValue'}]}]]}"))
        .isEqualTo("a");
  }

  @Test
  void saysWhichFunctionOrReferenceIsWrong() {
    assertThatThrownBy(() -> output("{'Fn::Base64':'x'}"))
        .hasMessageContaining("Fn::Base64 is not offered");
    assertThatThrownBy(
            () ->
                deploy(
                    "'B':{'Type':'AWS::S3::Bucket','Properties':{'BucketName':{'Ref':'X'}}}", ""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Stack s, resource B (AWS::S3::Bucket): Ref: 'X' is no parameter and no resource");
    assertThatThrownBy(() -> output("{'Fn::GetAtt':['B','Colour']}"))
        .hasMessageContaining("B (AWS::S3::Bucket) has no attribute 'Colour'");
    assertThatThrownBy(() -> output("{'Fn::ImportValue':'nowhere'}"))
        .hasMessageContaining("no stack exports 'nowhere'");
  }

  @Test
  void refusesUnknownTypesAndPropertiesBeforeMakingAnything() {
    assertThatThrownBy(
            () ->
                deploy(
                    "'B':{'Type':'AWS::S3::Bucket','Properties':{'BucketName':'b',"
                        + "'ReplicationConfiguration':{}}},'T':{'Type':'AWS::EC2::VPC'}",
                    ""))
        .hasMessageContainingAll(
            "Stack s",
            "resource B (AWS::S3::Bucket): property ReplicationConfiguration is not offered",
            "resource T: type AWS::EC2::VPC is not offered");
    assertThat(site.log).isEmpty();
    assertThatThrownBy(
            () ->
                deploy(
                    "'U':{'Type':'AWS::Events::Rule','Properties':{'EventPattern':{},"
                        + "'Targets':[{'Id':'1','Arn':'a','InputPath':'$'}]}}",
                    ""))
        .hasMessageContaining(
            "resource U (AWS::Events::Rule): property Targets.InputPath is not honoured");
  }

  @Test
  void makesResourcesInTheOrderOfTheirReferences() {
    deploy(FUNCTION, "");
    assertThat(site.log).containsExactly("queue q-dlq", "queue q", "function f");
    assertThat(site.queues.get("q"))
        .containsEntry("VisibilityTimeout", "30")
        .containsEntry(
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:q-dlq\","
                + "\"maxReceiveCount\":3}");
    assertThat(site.functions.get("f"))
        .isEqualTo(
            new Functions.Spec(
                "f",
                "arn:aws:lambda:us-east-1:000000000000:function:f",
                "a.B::handleRequest",
                "arn:aws:iam::000000000000:role/r",
                128,
                3,
                2,
                Map.of("URL", "http://127.0.0.1:9324/000000000000/q")));
  }

  @Test
  void anAliasIsAQualifiedNameOfTheFunction() {
    assertThat(
            deploy(
                "'A':{'Type':'AWS::Lambda::Alias','Properties':{'Name':'live','FunctionName':{"
                    + "'Ref':'F'},'FunctionVersion':{'Fn::GetAtt':['V','Version']}}},"
                    + "'V':{'Type':'AWS::Lambda::Version','Properties':{'FunctionName':{"
                    + "'Ref':'F'}}},"
                    + FUNCTION,
                ",'Outputs':{'A':{'Value':{'Ref':'A'}},'V':{'Value':{'Ref':'V'}}}"))
        .containsEntry("A", "arn:aws:lambda:us-east-1:000000000000:function:f:live")
        .containsEntry("V", "arn:aws:lambda:us-east-1:000000000000:function:f:1");
  }

  @Test
  void whoCallsAnAliasCallsItsFunction() {
    String live = "{'Ref':'A'}";
    deploy(
        "'A':{'Type':'AWS::Lambda::Alias','Properties':{'Name':'live','FunctionName':{'Ref':'F'},"
            + "'FunctionVersion':{'Fn::GetAtt':['V','Version']}}},"
            + "'V':{'Type':'AWS::Lambda::Version','Properties':{'FunctionName':{'Ref':'F'},"
            + "'CodeSha256':'abc','Description':'d'}},"
            + "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{"
            + "'EventSourceArn':{'Fn::GetAtt':['Q','Arn']},'FunctionName':"
            + live
            + "}},"
            + "'P':{'Type':'AWS::Lambda::Permission','Properties':{'FunctionName':"
            + live
            + "}},"
            + "'U':{'Type':'AWS::Events::Rule','Properties':{'Name':'u',"
            + "'ScheduleExpression':'rate(5 minutes)','Targets':[{'Id':'1','Arn':"
            + live
            + "}]}},"
            + CUSTOM.replace("{'Fn::GetAtt':['F','Arn']}", live)
            + ","
            + FUNCTION,
        "");

    String arn = "arn:aws:lambda:us-east-1:000000000000:function:f:live";
    assertThat(site.mappings.values().iterator().next().functionArn()).isEqualTo(arn);
    assertThat(site.rules.get("u").targets().get(0).arn()).isEqualTo(arn);
    assertThat(site.customRequests.get(0).path("ServiceToken").asText()).isEqualTo(arn);
  }

  @Test
  void refusesCircles() {
    assertThatThrownBy(
            () ->
                deploy(
                    "'A':{'Type':'AWS::SQS::Queue','DependsOn':'B'},"
                        + "'B':{'Type':'AWS::SQS::Queue','DependsOn':['A']}",
                    ""))
        .hasMessageContaining("circle: [A, B]");
  }

  @Test
  void whatWorksByItselfStartsAfterEverythingElse() {
    deploy(
        "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{"
            + "'EventSourceArn':{'Fn::GetAtt':['Q','Arn']},'FunctionName':{'Ref':'F'},"
            + "'FunctionResponseTypes':['ReportBatchItemFailures'],"
            + "'ScalingConfig':{'MaximumConcurrency':5}}},"
            + "'S':{'Type':'AWS::StepFunctions::StateMachine','Properties':{"
            + "'StateMachineName':'s','RoleArn':'r','DefinitionString':'go to ${where}',"
            + "'DefinitionSubstitutions':{'where':{'Ref':'F'}}}},"
            + "'U':{'Type':'AWS::Events::Rule','Properties':{'Name':'u',"
            + "'ScheduleExpression':'rate(5 minutes)','Targets':[{'Id':'1',"
            + "'Arn':{'Fn::GetAtt':['F','Arn']},'DeadLetterConfig':{'Arn':{'Fn::GetAtt':['D','Arn']}}}]}},"
            + "'B':{'Type':'AWS::S3::Bucket','Properties':{'BucketName':'b'}},"
            + FUNCTION,
        "");
    assertThat(site.log)
        .containsExactly(
            "queue q-dlq", "queue q", "function f", "bucket b", "mapping", "machine s", "rule u");
    assertThat(site.machines.get("s").definition()).isEqualTo("go to f");
    assertThat(site.rules.get("u").every()).isEqualTo(Duration.ofMinutes(5));
    assertThat(site.rules.get("u").targets().get(0).deadLetterArn())
        .isEqualTo("arn:aws:sqs:us-east-1:000000000000:q-dlq");
    EventSourceMappings.Spec mapping = site.mappings.values().iterator().next();
    assertThat(mapping.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:f");
    assertThat(mapping.maximumConcurrency()).isEqualTo(5);
    assertThat(mapping.partialFailures()).isTrue();
    assertThat(mapping.batchSize()).isEqualTo(10);
  }

  @Test
  void mapsTheStreamOfATableAsItIsDescribed() {
    deploy(
        streamMapping(
            """
            'BatchSize':50,'BisectBatchOnFunctionError':true,'MaximumRetryAttempts':10,
            'MaximumRecordAgeInSeconds':86400,'ParallelizationFactor':10,
            'MaximumBatchingWindowInSeconds':0,'StartingPosition':'TRIM_HORIZON',
            'FilterCriteria':{'Filters':[{'Pattern':'{}'}]},
            'FunctionResponseTypes':['ReportBatchItemFailures'],
            'DestinationConfig':{'OnFailure':{'Destination':{'Fn::GetAtt':['D','Arn']}}}"""),
        "");

    assertThat(site.mappings).isEmpty();
    StreamMappings.Spec mapping = site.streams.values().iterator().next();
    assertThat(mapping)
        .isEqualTo(
            new StreamMappings.Spec(
                mapping.id(),
                Site.STREAM,
                "arn:aws:lambda:us-east-1:000000000000:function:f:live",
                50,
                List.of("{}"),
                true,
                true,
                10,
                86400,
                "arn:aws:sqs:us-east-1:000000000000:q-dlq",
                true));
    deploy(FUNCTION, "");
    assertThat(site.streams).isEmpty();
  }

  @Test
  void aStreamMappingHasLambdasDefaults() {
    deploy(streamMapping("'StartingPosition':'TRIM_HORIZON'"), "");

    StreamMappings.Spec mapping = site.streams.values().iterator().next();
    assertThat(mapping.batchSize()).isEqualTo(100);
    assertThat(mapping.maximumRetryAttempts()).isEqualTo(-1);
    assertThat(mapping.maximumRecordAgeSeconds()).isEqualTo(-1);
    assertThat(mapping.onFailure()).isNull();
    assertThat(mapping.enabled()).isTrue();
  }

  @Test
  void refusesWhatAStreamMappingCannotHonour() {
    assertThatThrownBy(() -> deploy(streamMapping("'StartingPosition':'LATEST'"), ""))
        .hasMessageContaining("StartingPosition is LATEST; only TRIM_HORIZON is offered");
    assertThatThrownBy(
            () ->
                deploy(
                    streamMapping(
                        "'StartingPosition':'TRIM_HORIZON','ScalingConfig':{'MaximumConcurrency':2}"),
                    ""))
        .hasMessageContaining("property ScalingConfig does not go with " + Site.STREAM);
    String queue =
        "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{"
            + "'EventSourceArn':{'Fn::GetAtt':['Q','Arn']},'FunctionName':{'Ref':'F'},"
            + "'FilterCriteria':{'Filters':[]}}},";
    assertThatThrownBy(() -> deploy(queue + FUNCTION, ""))
        .hasMessageContaining("property FilterCriteria does not go with");
  }

  private static String streamMapping(String properties) {
    return "'T':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'t',"
        + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
        + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
        + "'StreamSpecification':{'StreamViewType':'NEW_AND_OLD_IMAGES'}}},"
        + "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{"
        + "'EventSourceArn':{'Fn::GetAtt':['T','StreamArn']},"
        + "'FunctionName':{'Fn::Sub':'${F.Arn}:live'},"
        + properties
        + "}},"
        + FUNCTION;
  }

  @Test
  void conditionsDecideOnResources() {
    String resources =
        "'B':{'Type':'AWS::S3::Bucket','Condition':'Wanted','Properties':{'BucketName':{'Ref':'N'}"
            + ",'NotificationConfiguration':{'EventBridgeConfiguration':{}}}}";
    String more =
        ",'Parameters':{'N':{'Type':'String','AllowedPattern':'[a-z]+'},"
            + "'W':{'Type':'String','Default':'no','AllowedValues':['yes','no']}},"
            + "'Conditions':{'Wanted':{'Fn::Equals':[{'Ref':'W'},'yes']}},"
            + "'Outputs':{'Name':{'Value':{'Ref':'N'}},"
            + "'B':{'Condition':'Wanted','Value':{'Fn::GetAtt':['B','Arn']}}}";
    assertThat(deploy(resources, more, Map.of("N", "x"))).containsOnlyKeys("Name");
    assertThat(site.buckets).isEmpty();
    assertThat(deploy(resources, more, Map.of("N", "x", "W", "yes")))
        .containsEntry("B", "arn:aws:s3:::x");
    assertThat(site.buckets.get("x").events()).isTrue();
    assertThatThrownBy(() -> deploy(resources, more, Map.of("W", "maybe", "Z", "1")))
        .hasMessageContainingAll(
            "parameter Z is unknown",
            "parameter N is missing",
            "parameter W is 'maybe'; allowed: [\"yes\",\"no\"]");
    assertThatThrownBy(() -> deploy(resources, more, Map.of("N", "X")))
        .hasMessageContaining("parameter N is 'X'; it must match [a-z]+");
  }

  @Test
  void createsATableOnceAndRefusesAnotherKey() {
    String table =
        "'T':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'t','KeySchema':["
            + "{'AttributeName':'KEY','KeyType':'HASH'}],'AttributeDefinitions':["
            + "{'AttributeName':'KEY','AttributeType':'S'},"
            + "{'AttributeName':'g','AttributeType':'S'}],'GlobalSecondaryIndexes':["
            + "{'IndexName':'i','KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],"
            + "'Projection':{'ProjectionType':'ALL'}}]}}";
    deploy(table.replace("KEY", "id"), "");
    assertThat(site.tables.get("t").globalSecondaryIndexes().get(0).projection())
        .hasToString("Projection(ProjectionType=ALL)");
    restart();
    deploy(table.replace("KEY", "id"), "");
    assertThat(site.log).isEmpty();
    assertThatThrownBy(() -> deploy(table.replace("KEY", "other"), ""))
        .hasMessageContainingAll("resource T (AWS::DynamoDB::Table)", "--fresh");
  }

  @Test
  void asksAFunctionForCustomResourcesOnlyWhenSomethingChanged() {
    assertThat(
            deploy(
                CUSTOM + "," + FUNCTION,
                ",'Outputs':{'A':{'Value':{'Fn::GetAtt':['C','Answer']}},"
                    + "'I':{'Value':{'Ref':'C'}}}"))
        .containsEntry("A", "42")
        .containsEntry("I", "custom-1");
    assertThat(site.customRequests.get(0).path("RequestType").asText()).isEqualTo("Create");
    assertThat(site.customRequests.get(0).path("ResourceProperties"))
        .isEqualTo(
            json(
                "{'ServiceToken':'arn:aws:lambda:us-east-1:000000000000:function:f','Number':'5',"
                    + "'Url':'http://127.0.0.1:9324/000000000000/q'}"));

    restart();
    deploy(CUSTOM + "," + FUNCTION, "");
    assertThat(site.log).as("only what lives in memory").containsExactly("function f");

    restart();
    site.queuePort = 1;
    deploy(CUSTOM + "," + FUNCTION, "");
    assertThat(site.customRequests).hasSize(1);
    assertThat(site.customRequests.get(0).path("RequestType").asText()).isEqualTo("Update");
    assertThat(site.customRequests.get(0).path("PhysicalResourceId").asText())
        .isEqualTo("custom-1");
    assertThat(site.customRequests.get(0).at("/OldResourceProperties/Url").asText())
        .contains("9324");

    restart();
    site.customId = "custom-2";
    deploy(CUSTOM.replace("5", "6") + "," + FUNCTION, "");
    assertThat(site.log).containsExactly("function f", "Update C", "Delete C");
  }

  @Test
  void aFailedCustomResourceStopsWithItsReasonAndWhatWasMadeIsRemembered() {
    site.customStatus = "FAILED";
    String both = CUSTOM.replace("'C'", "'A'") + "," + FUNCTION;
    assertThatThrownBy(() -> deploy(both, ""))
        .hasMessage("Stack s, resource A (Custom::Thing): Create failed: because");
    restart();
    site.customStatus = "SUCCESS";
    deploy(both, "");
    assertThat(site.log).containsExactly("function f", "Create A");
  }

  @Test
  void whatATemplateNoLongerHasStopsWorkingAndDataStays() {
    deploy(
        CUSTOM
            + ",'U':{'Type':'AWS::Events::Rule','Properties':{'Name':'u',"
            + "'ScheduleExpression':'rate(1 day)'}},"
            + FUNCTION,
        "");
    restart();
    deploy("'D':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'q-dlq'}}", "");
    assertThat(site.log).containsExactly("remove u", "Delete C", "remove f");
    assertThat(site.queues).containsKeys("q", "q-dlq");
  }

  @Test
  void deploysAnAssemblyInOrderWithImportsAndSsmValuesAndSkipsWhatNeedsParameters() {
    write(
        folder,
        "manifest.json",
        """
        {'artifacts':{
          'user':{'type':'aws:cloudformation:stack','environment':'aws://unknown-account/us-east-1',
            'properties':{'templateFile':'user.json'},'dependencies':['base.assets','base']},
          'base.assets':{'type':'cdk:asset-manifest'},
          'base':{'type':'aws:cloudformation:stack',
            'environment':'aws://unknown-account/unknown-region',
            'properties':{'templateFile':'base.json','stackName':'the-base'}},
          'tenant':{'type':'aws:cloudformation:stack','properties':{'templateFile':'x-tenant.template.json'}}}}""");
    write(
        folder,
        "base.json",
        """
        {'Parameters':{'BootstrapVersion':{'Type':'AWS::SSM::Parameter::Value<String>',
          'Default':'/cdk-bootstrap/hnb659fds/version'}},
         'Rules':{'CheckBootstrapVersion':{}},
         'Resources':{'P':{'Type':'AWS::SSM::Parameter','Properties':{'Name':'/p','Type':'String',
           'Value':'seen'}},'L':{'Type':'AWS::Logs::LogGroup'}},
         'Outputs':{'E':{'Value':{'Fn::GetAtt':['L','Arn']},'Export':{'Name':{'Fn::Sub':'${AWS::StackName}:e'}}}}}""");
    write(
        folder,
        "user.json",
        """
        {'Parameters':{'V':{'Type':'AWS::SSM::Parameter::Value<String>','Default':'/p'}},
         'Resources':{'B':{'Type':'AWS::S3::Bucket','Properties':{'BucketName':{'Ref':'V'}}}},
         'Outputs':{'I':{'Value':{'Fn::ImportValue':'the-base:e'}},
           'D':{'Value':'{{resolve:ssm:/p}}!'}}}""");
    write(
        folder,
        "x-tenant.template.json",
        """
        {'Parameters':{'Id':{'Type':'String'}},'Resources':{'U':{'Type':'AWS::Events::Rule',
          'Properties':{'Name':{'Ref':'Id'},'ScheduleExpression':'rate(2 hours)'}}}}""");

    deployer.deploy(folder);

    assertThat(deployer.outputs("user").get("I"))
        .matches("arn:aws:logs:us-east-1:000000000000:log-group:the-base-l-[0-9a-f]{8}:\\*");
    assertThat(deployer.outputs("user")).containsEntry("D", "seen!");
    assertThat(site.rules).isEmpty();

    Path tenant = deployer.template("-tenant").orElseThrow();
    deployer.deployTemplate("t-1", tenant, Map.of("Id", "one"));
    assertThat(site.rules).containsOnlyKeys("one");

    site.rules.clear();
    restart();
    deployer.deploy(folder);
    assertThat(site.rules).as("a restart deploys it again").containsOnlyKeys("one");

    deployer.remove("t-1");
    assertThat(site.rules).isEmpty();
    restart();
    deployer.deploy(folder);
    assertThat(site.log).isEqualTo(List.of("bucket seen"));
  }
}

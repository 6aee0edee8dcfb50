package io.amcinsights.local.deploy;

import static io.amcinsights.local.deploy.Site.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer assembly has the same resources in other stacks. */
class MovedResourcesTest {

  private static final String QUEUE =
      "'Q':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'ingest','VisibilityTimeout':60}}";
  private static final String FUNCTION =
      """
      'F':{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'f','Runtime':'java25',
        'Handler':'a.B','Role':'r','Code':{}}}""";
  private static final String MAPPING =
      """
      'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{
        'EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:ingest',
        'FunctionName':'arn:aws:lambda:us-east-1:000000000000:function:f:live'}}""";
  private static final String RULE =
      """
      'U':{'Type':'AWS::Events::Rule','Properties':{'Name':'u','ScheduleExpression':'rate(1 day)',
        'Targets':[{'Id':'1','Arn':'arn:aws:lambda:us-east-1:000000000000:function:f:live'}]}}""";
  private static final String MACHINE =
      """
      'S':{'Type':'AWS::StepFunctions::StateMachine','Properties':{'StateMachineName':'s',
        'RoleArn':'r','DefinitionString':'{}'}}""";
  private static final String TABLE =
      """
      'T':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'t','KeySchema':[
        {'AttributeName':'id','KeyType':'HASH'}],'AttributeDefinitions':[
        {'AttributeName':'id','AttributeType':'S'}]}}""";
  private static final String ROW =
      """
      'C':{'Type':'Custom::LakeRegistration','Properties':{
        'ServiceToken':'arn:aws:lambda:us-east-1:000000000000:function:f:live','Kind':'dataset'}}""";
  private static final String ALL =
      String.join(",", QUEUE, FUNCTION, MAPPING, RULE, MACHINE, TABLE, ROW);
  private static final String NOTHING = "";

  @TempDir private Path folder;
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

  /** What lives in memory is gone, as after a restart; queues and tables are not. */
  private void restart() {
    deployer.close();
    open();
    site.log.clear();
    site.customRequests.clear();
    site.functions.clear();
    site.mappings.clear();
    site.rules.clear();
    site.machines.clear();
  }

  private void deploy(String first, String second) {
    write(
        folder,
        "manifest.json",
        """
        {'artifacts':{
          'first':{'type':'aws:cloudformation:stack','properties':{'templateFile':'first.json'}},
          'second':{'type':'aws:cloudformation:stack','dependencies':['first'],
            'properties':{'templateFile':'second.json'}}}}""");
    write(folder, "first.json", "{'Resources':{" + first + "}}");
    write(folder, "second.json", "{'Resources':{" + second + "}}");
    deployer.deploy(folder);
  }

  private void everythingIsThereAndNothingWasEverGone() {
    assertThat(site.functions).containsOnlyKeys("f");
    assertThat(site.mappings).hasSize(1);
    assertThat(site.rules).containsOnlyKeys("u");
    assertThat(site.machines).containsOnlyKeys("s");
    assertThat(site.log)
        .as("made again, lost its contents or was taken away")
        .noneMatch(
            line ->
                line.startsWith("queue ")
                    || line.startsWith("table ")
                    || line.equals("remove f")
                    || line.equals("remove u")
                    || line.equals("remove s")
                    || line.startsWith("Delete "));
    assertThat(site.queues).containsOnlyKeys("ingest");
    assertThat(site.tables).containsOnlyKeys("t");
  }

  @Test
  void resourcesOfAStackMoveToALaterOne() {
    deploy(ALL, NOTHING);
    restart();

    deploy(NOTHING, ALL);

    everythingIsThereAndNothingWasEverGone();
  }

  @Test
  void resourcesOfAStackMoveToAnEarlierOne() {
    deploy(NOTHING, ALL);
    restart();

    deploy(ALL, NOTHING);

    everythingIsThereAndNothingWasEverGone();
  }

  @Test
  void resourcesMoveWithinTheSameRun() {
    deploy(NOTHING, ALL);
    site.log.clear();

    deploy(ALL, NOTHING);

    everythingIsThereAndNothingWasEverGone();
  }

  @Test
  void aResourceUnderAnotherLogicalIdIsTheSameOne() {
    deploy(ALL, NOTHING);
    restart();

    deploy(
        String.join(",", QUEUE, MAPPING, RULE, MACHINE, TABLE)
            + ","
            + FUNCTION.replace("'F'", "'Function'")
            + ","
            + ROW.replace("'C'", "'Row'"),
        NOTHING);

    everythingIsThereAndNothingWasEverGone();
  }

  @Test
  void whatNoStackHasAnyMoreIsGoneOnce() {
    deploy(ALL, NOTHING);
    restart();
    deploy(QUEUE, TABLE);
    assertThat(site.log).contains("Delete C", "remove s", "remove u", "remove f");

    restart();
    deploy(QUEUE, TABLE);
    assertThat(site.log).isEmpty();
  }

  @Test
  void aDeploymentCutOffBeforeTheRestIsThereTakesNothingAway() {
    deploy(ALL, NOTHING);
    restart();
    assertThatThrownBy(() -> deploy(NOTHING, ALL + ",'X':{'Type':'AWS::EC2::VPC'}"))
        .isInstanceOf(InvalidInputException.class);
    assertThat(site.log).isEmpty();

    restart();
    deploy(NOTHING, ALL);
    everythingIsThereAndNothingWasEverGone();

    restart();
    deploy(NOTHING, QUEUE);
    assertThat(site.log).as("not forgotten by then").contains("Delete C", "remove f");
  }

  @Test
  void anotherTenantsStackKeepsItsRule() {
    String rule = "{'Resources':{" + RULE + "}}";
    deployer.deployTemplate("t-1", write(folder, "one.json", rule), Map.of());
    deployer.deployTemplate(
        "t-2", write(folder, "two.json", rule.replace("'Name':'u'", "'Name':'v'")), Map.of());

    deployer.remove("t-1");

    assertThat(site.rules).containsOnlyKeys("v");
  }
}

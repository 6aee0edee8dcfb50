package io.amcinsights.local.deploy;

import static io.amcinsights.local.deploy.Site.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.events.Bus;
import io.amcinsights.local.events.Rules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks in accounts and regions of their own. */
class PlacesTest {

  private static final String HOME_BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";

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

  private void deploy(String environment, String template) {
    write(
        folder,
        "manifest.json",
        """
        {'artifacts':{'s':{'type':'aws:cloudformation:stack','environment':'aws://%s',
          'properties':{'templateFile':'s.json'}}}}"""
            .formatted(environment));
    write(folder, "s.json", template);
    deployer.deploy(folder);
  }

  private void deployRule(String environment, String target) {
    deploy(
        environment,
        """
        {'Resources':{'U':{'Type':'AWS::Events::Rule','Properties':{'Name':'u',
          'EventPattern':{'source':['aws.s3']},'Targets':[%s]}}}}"""
            .formatted(target));
  }

  @Test
  void everythingOfAStackIsWhereTheStackIs() {
    deploy(
        "111111111111/eu-west-1",
        """
        {'Resources':{
          'B':{'Type':'AWS::S3::Bucket','Properties':{
            'BucketName':{'Fn::Sub':'b-${AWS::AccountId}-${AWS::Region}'}}},
          'K':{'Type':'AWS::KMS::Key','Properties':{}},
          'R':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'r','AssumeRolePolicyDocument':{}}}},
         'Outputs':{'K':{'Value':{'Fn::GetAtt':['K','Arn']}},'R':{'Value':{'Fn::GetAtt':['R','Arn']}},
          'S':{'Value':{'Ref':'AWS::StackId'}},
          'D':{'Value':{'Fn::GetAtt':['B','RegionalDomainName']}}}}""");

    assertThat(deployer.outputs("s").get("K")).startsWith("arn:aws:kms:eu-west-1:111111111111:");
    assertThat(deployer.outputs("s"))
        .containsEntry("R", "arn:aws:iam::111111111111:role/r")
        .containsEntry("S", "arn:aws:cloudformation:eu-west-1:111111111111:stack/s/local")
        .containsEntry("D", "b-111111111111-eu-west-1.s3.eu-west-1.amazonaws.com");
    assertThat(site.buckets.get("b-111111111111-eu-west-1"))
        .matches(it -> it.account().equals("111111111111") && it.region().equals("eu-west-1"));
  }

  @Test
  void aRuleIsOnTheBusOfItsStackAndMaySendToAnotherOne() {
    deployRule("111111111111/eu-west-1", "{'Id':'1','Arn':'" + HOME_BUS + "','RoleArn':'r'}");

    Rules.Rule rule = site.rules.get("u");
    assertThat(rule.bus()).isEqualTo(new Bus("111111111111", "eu-west-1"));
    assertThat(rule.arn()).isEqualTo("arn:aws:events:eu-west-1:111111111111:rule/u");
    assertThat(rule.targets().get(0).arn()).isEqualTo(HOME_BUS);
    assertThat(rule.targets().get(0).roleArn()).isEqualTo("r");

    deploy("111111111111/eu-west-1", "{'Resources':{}}");
    assertThat(site.removedRules).containsExactly(rule.arn());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          'arn:aws:sqs:us-east-1:000000000000:q','RoleArn':'r' | gets events through its bus only
          'arn:aws:sqs:eu-west-1:111111111111:q','RoleArn':'r' | gets events through its bus only
          'arn:aws:events:us-east-1:000000000000:event-bus/default' | Targets.RoleArn is missing
          'arn:aws:events:eu-west-1:000000000000:event-bus/default','RoleArn':'r' | the bus that the rule is on
          'arn:aws:events:us-east-1:000000000000:event-bus/default','RoleArn':'r','Input':'{}' | only events as they are
          'arn:aws:sqs:eu-west-1:000000000000:q','DeadLetterConfig':{'Arn':'arn:aws:sqs:us-east-1:000000000000:d'} | not in eu-west-1
          'arn:aws:events:us-east-1:000000000000:event-bus/other','RoleArn':'r' | gets events through its bus only
          """)
  void refusesTargetsThatAwsWouldNotServe(String target, String reason) {
    assertThatThrownBy(
            () -> deployRule("000000000000/eu-west-1", "{'Id':'1','Arn':" + target + "}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Stack s, resource U (AWS::Events::Rule)")
        .hasMessageContaining(reason);
    assertThat(site.rules).isEmpty();
  }

  @Test
  void statementsGoToThePolicyOfTheBusAndLeaveIt() {
    String statement =
        """
        {'Sid':'p','Effect':'Allow','Principal':{'AWS':'111111111111'},'Action':'events:PutEvents',
         'Resource':'arn:aws:events:us-east-1:000000000000:event-bus/default'}""";
    deploy(
        "unknown-account/unknown-region",
        """
        {'Resources':{'P':{'Type':'AWS::Events::EventBusPolicy','Properties':{'StatementId':'p',
          'Statement':%s}}}}"""
            .formatted(statement));

    assertThat(site.permissions).containsOnlyKeys(HOME_BUS + " p");
    assertThat(site.permissions.get(HOME_BUS + " p")).isEqualTo(Site.json(statement));
    deploy("unknown-account/unknown-region", "{'Resources':{}}");
    assertThat(site.permissions).isEmpty();
  }
}

package io.amcinsights.local.deploy;

import static io.amcinsights.local.deploy.Site.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What watches, governs and costs on AWS is deployed here too, and does nothing. */
class InertTypesTest {

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

  private Map<String, String> deploy(String resources, String outputs) {
    Path template =
        write(folder, "s.json", "{'Resources':{" + resources + "},'Outputs':{" + outputs + "}}");
    return deployer.deployTemplate("s", template, Map.of());
  }

  private static String output(String id, String value) {
    return "'%s':{'Value':%s}".formatted(id, value);
  }

  @Test
  void topicsAlarmsAndQueriesHaveTheirNames() {
    Map<String, String> outputs =
        deploy(
            """
            'T':{'Type':'AWS::SNS::Topic','Properties':{'TopicName':'t','KmsMasterKeyId':'k'}},
            'U':{'Type':'AWS::SNS::Topic'},
            'S':{'Type':'AWS::SNS::Subscription','Properties':{'TopicArn':{'Ref':'T'},
              'Protocol':'email','Endpoint':'a@example.com'}},
            'P':{'Type':'AWS::SNS::TopicPolicy','Properties':{'Topics':[{'Ref':'T'}]}},
            'A':{'Type':'AWS::CloudWatch::Alarm','Properties':{'AlarmName':'a',
              'AlarmActions':[{'Ref':'T'}]}},
            'C':{'Type':'AWS::CloudWatch::CompositeAlarm','Properties':{'AlarmName':'c',
              'AlarmRule':{'Fn::Sub':'ALARM(${A.Arn})'}}},
            'D':{'Type':'AWS::CloudWatch::Dashboard','Properties':{'DashboardName':'d'}},
            'B':{'Type':'AWS::Budgets::Budget','Properties':{'Budget':{}}},
            'G':{'Type':'AWS::ResourceGroups::Group','Properties':{'Name':'g'}},
            'M':{'Type':'AWS::Logs::MetricFilter','Properties':{}},
            'K':{'Type':'AWS::KMS::Alias','Properties':{'AliasName':'alias/x'}},
            'Q':{'Type':'AWS::Athena::NamedQuery','Properties':{'QueryString':'select 1'}}""",
            String.join(
                ",",
                output("T", "{'Ref':'T'}"),
                output("TName", "{'Fn::GetAtt':['T','TopicName']}"),
                output("U", "{'Fn::GetAtt':['U','TopicArn']}"),
                output("S", "{'Ref':'S'}"),
                output("C", "{'Fn::GetAtt':['C','Arn']}"),
                output("D", "{'Ref':'D'}"),
                output("G", "{'Fn::GetAtt':['G','Arn']}"),
                output("K", "{'Ref':'K'}"),
                output("Q", "{'Fn::GetAtt':['Q','NamedQueryId']}")));

    assertThat(outputs)
        .containsEntry("T", "arn:aws:sns:us-east-1:000000000000:t")
        .containsEntry("TName", "t")
        .containsEntry("C", "arn:aws:cloudwatch:us-east-1:000000000000:alarm:c")
        .containsEntry("D", "d")
        .containsEntry("G", "arn:aws:resource-groups:us-east-1:000000000000:group/g")
        .containsEntry("K", "alias/x");
    assertThat(outputs.get("U")).startsWith("arn:aws:sns:us-east-1:000000000000:s-u-");
    assertThat(outputs.get("S")).startsWith("arn:aws:sns:us-east-1:000000000000:t:s-s-");
    assertThat(outputs.get("Q")).isNotEmpty();
    assertThat(site.log).isEmpty();
  }

  @Test
  void governanceIsDeployedWithoutEffect() {
    Map<String, String> outputs =
        deploy(
            """
            'S':{'Type':'AWS::LakeFormation::DataLakeSettings','Properties':{'MutationType':'APPEND'}},
            'L':{'Type':'AWS::LakeFormation::Resource','Properties':{'ResourceArn':'arn:aws:s3:::b'}},
            'P':{'Type':'AWS::LakeFormation::PrincipalPermissions','Properties':{'Permissions':['ALL']}},
            'T':{'Type':'AWS::LakeFormation::Tag','Properties':{'TagKey':'p-team','TagValues':['x']}},
            'A':{'Type':'AWS::LakeFormation::TagAssociation','Properties':{
              'LFTags':[{'TagKey':{'Ref':'T'}}]}},
            'F':{'Type':'AWS::LakeFormation::DataCellsFilter','Properties':{'Name':'f'}},
            'O':{'Type':'Custom::LakeOptIn','Properties':{'ServiceToken':'f','Database':'d'}},
            'C':{'Type':'AWS::Glue::Crawler','Properties':{'Name':'c','Role':'r','Targets':{}}},
            'W':{'Type':'AWS::Athena::WorkGroup','Properties':{'Name':'w'}}""",
            String.join(
                ",",
                output("T", "{'Ref':'T'}"),
                output("C", "{'Ref':'C'}"),
                output("W", "{'Ref':'W'}")));

    assertThat(outputs)
        .containsEntry("T", "p-team")
        .containsEntry("C", "c")
        .containsEntry("W", "w");
    assertThat(site.customRequests).isEmpty();
  }

  @Test
  void aRuleThatTellsATopicIsThereAndTellsNobody() {
    deploy(
        """
        'T':{'Type':'AWS::SNS::Topic','Properties':{'TopicName':'t'}},
        'R':{'Type':'AWS::Events::Rule','Properties':{'Name':'r',
          'EventPattern':{'source':['aws.glue'],'detail-type':['Glue Job State Change']},
          'Targets':[{'Id':'1','Arn':{'Ref':'T'},'InputTransformer':{'InputTemplate':'x'}},
            {'Id':'2','Arn':'arn:aws:sqs:us-east-1:000000000000:q'}]}}""",
        "");

    assertThat(site.rules.get("r").targets())
        .singleElement()
        .satisfies(target -> assertThat(target.arn()).endsWith(":q"));
  }

  @Test
  void aTargetThatWouldHaveAnEffectAndHasNoneHereIsRefused() {
    assertThatThrownBy(
            () ->
                deploy(
                    "'R':{'Type':'AWS::Events::Rule','Properties':{'EventPattern':{},"
                        + "'Targets':[{'Id':'1','Arn':'arn:aws:states:r:a:stateMachine:m'}]}}",
                    ""))
        .hasMessageContainingAll(
            "resource R (AWS::Events::Rule)",
            "Targets.Arn is arn:aws:states:r:a:stateMachine:m",
            "only queues, functions and buses take events locally");
  }
}

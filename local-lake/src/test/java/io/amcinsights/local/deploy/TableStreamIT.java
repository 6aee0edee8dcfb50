package io.amcinsights.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import io.amcinsights.local.dynamodb.DynamoDbServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class TableStreamIT {

  @TempDir private Path folder;

  @Test
  void aTableThatIsThereGetsTheStreamOfANewerTemplateAndLosesItWithThat() {
    try (DynamoDbServer server = DynamoDbServer.start(folder.resolve("d"), FreePort.find());
        LocalClients clients = TestClients.dynamoDb(server.endpoint());
        Deployer deployer =
            new Deployer(new Site().services(clients.dynamoDb(), clients.sqs()), folder)) {
      deploy(deployer, "", "'none'");
      assertThat(describe(clients).latestStreamArn()).isNull();

      String arn = deploy(deployer, view("NEW_AND_OLD_IMAGES"), STREAM);
      assertThat(arn).isEqualTo(describe(clients).latestStreamArn());
      assertThat(deploy(deployer, view("NEW_AND_OLD_IMAGES"), STREAM)).isEqualTo(arn);

      assertThat(deploy(deployer, view("KEYS_ONLY"), STREAM)).isNotEqualTo(arn);
      assertThat(describe(clients).streamSpecification().streamViewTypeAsString())
          .isEqualTo("KEYS_ONLY");

      deploy(deployer, "", "'none'");
      assertThat(describe(clients).streamSpecification()).isNull();
    }
  }

  private static final String STREAM = "{'Fn::GetAtt':['T','StreamArn']}";

  private String deploy(Deployer deployer, String stream, String output) {
    Path template =
        Site.write(
            folder,
            "s.json",
            "{'Resources':{'T':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'things',"
                + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}]"
                + stream
                + "}}},'Outputs':{'O':{'Value':"
                + output
                + "}}}");
    return deployer.deployTemplate("s", template, Map.of()).get("O");
  }

  private static String view(String type) {
    return ",'StreamSpecification':{'StreamViewType':'" + type + "'}";
  }

  private static TableDescription describe(LocalClients clients) {
    return clients.dynamoDb().describeTable(get -> get.tableName("things")).table();
  }
}

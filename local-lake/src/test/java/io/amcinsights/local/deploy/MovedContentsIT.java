package io.amcinsights.local.deploy;

import static io.amcinsights.local.deploy.Site.write;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import io.amcinsights.local.dynamodb.DynamoDbServer;
import io.amcinsights.local.sqs.SqsServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What lies in a queue or a table lies there still when another stack has it. */
class MovedContentsIT {

  private static final String QUEUE =
      "'Q':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'ingest','VisibilityTimeout':SECONDS}}";
  private static final String TABLE =
      """
      'T':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'objects','KeySchema':[
        {'AttributeName':'id','KeyType':'HASH'}],'AttributeDefinitions':[
        {'AttributeName':'id','AttributeType':'S'}]}}""";

  @TempDir private Path folder;

  @Test
  void aQueueAndATableOfAnOlderStackAreFoundWithTheirContents() {
    try (SqsServer queues =
            SqsServer.start(
                folder.resolve("queues"), FreePort.find(), "000000000000", "us-east-1");
        DynamoDbServer tables = DynamoDbServer.start(folder.resolve("dynamodb"), FreePort.find());
        LocalClients toQueues = TestClients.sqs(queues.endpoint());
        LocalClients toTables = TestClients.dynamoDb(tables.endpoint())) {
      SqsClient sqs = toQueues.sqs();
      DynamoDbClient dynamoDb = toTables.dynamoDb();
      Services services = new Site().services(dynamoDb, sqs);
      deploy(services, QUEUE.replace("SECONDS", "60") + "," + TABLE, "");
      String url = sqs.getQueueUrl(get -> get.queueName("ingest")).queueUrl();
      sqs.sendMessage(send -> send.queueUrl(url).messageBody("under way"));
      dynamoDb.putItem(put -> put.tableName("objects").item(Map.of("id", fromS("known"))));

      deploy(services, "", QUEUE.replace("SECONDS", "90") + "," + TABLE);

      assertThat(sqs.getQueueUrl(get -> get.queueName("ingest")).queueUrl()).isEqualTo(url);
      assertThat(
              sqs.getQueueAttributes(
                      get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                  .attributes())
          .as("as the newer template says")
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "90");
      assertThat(sqs.receiveMessage(get -> get.queueUrl(url)).messages())
          .extracting(Message::body)
          .containsExactly("under way");
      assertThat(
              dynamoDb
                  .getItem(get -> get.tableName("objects").key(Map.of("id", fromS("known"))))
                  .hasItem())
          .isTrue();
    }
  }

  private void deploy(Services services, String first, String second) {
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
    try (Deployer deployer = new Deployer(services, folder)) {
      deployer.deploy(folder);
    }
  }
}

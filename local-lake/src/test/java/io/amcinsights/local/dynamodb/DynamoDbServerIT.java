package io.amcinsights.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbServerIT {

  @TempDir private Path folder;

  @Test
  void tablesAndItemsAreThereAfterARestart() {
    try (DynamoDbServer server = DynamoDbServer.start(folder, FreePort.find());
        LocalClients clients = TestClients.dynamoDb(server.endpoint())) {
      createTable(clients.dynamoDb());
      clients.dynamoDb().putItem(put -> put.tableName("things").item(Map.of("id", fromS("1"))));
    }

    try (DynamoDbServer server = DynamoDbServer.start(folder, FreePort.find());
        LocalClients clients = TestClients.dynamoDb(server.endpoint())) {
      assertThat(
              clients
                  .dynamoDb()
                  .getItem(get -> get.tableName("things").key(Map.of("id", fromS("1"))))
                  .item())
          .containsKey("id");
    }
  }

  @Test
  void itListensOnLoopbackOnly() throws Exception {
    try (DynamoDbServer server = DynamoDbServer.start(folder, FreePort.find())) {
      for (var address :
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(each -> !each.isLoopbackAddress())
              .toList()) {
        Assertions.assertThatThrownBy(
                () -> {
                  try (Socket socket = new Socket()) {
                    socket.connect(
                        new InetSocketAddress(address, server.endpoint().getPort()), 1000);
                  }
                })
            .isInstanceOf(java.io.IOException.class);
      }
    }
  }

  private static void createTable(DynamoDbClient dynamoDb) {
    dynamoDb.createTable(
        create ->
            create
                .tableName("things")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
  }
}

package io.amcinsights.local.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.lifecycle.Migrations;
import io.amcinsights.core.lifecycle.dynamodb.DynamoDbOctagon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The lake's metadata: what it holds is migrated here as it is on AWS. */
record StoredOctagon(int from, String what) implements Migration {

  @Override
  public List<String> changes() {
    return List.of("dynamodb");
  }

  @Override
  public void apply(Path folder, DynamoDbClient dynamoDb) {
    bringUpToDate(folder, dynamoDb);
  }

  /** Of a lake whose stacks are not deployed yet there is nothing to migrate. */
  static void bringUpToDate(Path folder, DynamoDbClient dynamoDb) {
    for (JsonNode stack : stacks(folder.resolve("stacks.json"))) {
      JsonNode outputs = stack.path("outputs");
      if (outputs.has("PipelinesTable") && outputs.has("CustomersTable")) {
        new Migrations(
                new DynamoDbOctagon(
                    dynamoDb,
                    Json.text(outputs, "PipelinesTable"),
                    Json.text(outputs, "CustomersTable")))
            .run();
      }
    }
  }

  private static JsonNode stacks(Path file) {
    try {
      return Files.exists(file) ? Json.read("stacks", Files.readString(file)) : Json.object();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}

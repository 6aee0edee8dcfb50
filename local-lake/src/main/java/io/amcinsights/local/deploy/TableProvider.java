package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Tables: created once, given the indexes and streams a newer template adds, never dropped. */
final class TableProvider implements Provider {

  private final DynamoDbClient dynamoDb;

  TableProvider(Services services) {
    this.dynamoDb = services.dynamoDb();
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of(
            "TableName",
            "KeySchema",
            "AttributeDefinitions",
            "GlobalSecondaryIndexes",
            "StreamSpecification"),
        Set.of(
            "BillingMode",
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "ProvisionedThroughput",
            "ResourcePolicy",
            "SSESpecification",
            "TableClass",
            "Tags",
            "TimeToLiveSpecification",
            "WarmThroughput"));
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("TableName");
    TableDescription table = describe(name);
    if (table == null) {
      table = create(name, request);
    } else if (request.changed()) {
      adapt(table, request);
      table = streamed(table, request);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("Arn", request.stack().arn("dynamodb", "table/" + name));
    attributes.put("TableId", name);
    if (table.latestStreamArn() != null) {
      attributes.put("StreamArn", table.latestStreamArn());
    }
    return Placed.of(name, attributes);
  }

  private @Nullable TableDescription describe(String name) {
    try {
      return dynamoDb.describeTable(r -> r.tableName(name)).table();
    } catch (ResourceNotFoundException e) {
      return null;
    }
  }

  private TableDescription create(String name, Request request) {
    JsonNode properties = request.properties();
    CreateTableRequest.Builder table =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(properties.path("KeySchema")))
            .attributeDefinitions(attributes(properties));
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    properties.path("GlobalSecondaryIndexes").forEach(index -> indexes.add(index(index)));
    if (!indexes.isEmpty()) {
      table.globalSecondaryIndexes(indexes);
    }
    wantedView(request).ifPresent(view -> table.streamSpecification(stream(view)));
    return dynamoDb.createTable(table.build()).tableDescription();
  }

  private void adapt(TableDescription table, Request request) {
    JsonNode properties = request.properties();
    List<KeySchemaElement> wanted = keys(properties.path("KeySchema"));
    if (!table.keySchema().equals(wanted)) {
      throw request.problem(
          "the key of table %s changes from %s to %s; its data cannot follow: start over with --fresh"
              .formatted(table.tableName(), table.keySchema(), wanted));
    }
    Set<String> known =
        table.globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .collect(Collectors.toSet());
    for (JsonNode index : properties.path("GlobalSecondaryIndexes")) {
      if (!known.contains(index.path("IndexName").asText())) {
        GlobalSecondaryIndex added = index(index);
        GlobalSecondaryIndexUpdate update =
            GlobalSecondaryIndexUpdate.builder()
                .create(
                    c ->
                        c.indexName(added.indexName())
                            .keySchema(added.keySchema())
                            .projection(added.projection()))
                .build();
        dynamoDb.updateTable(
            r ->
                r.tableName(table.tableName())
                    .attributeDefinitions(attributes(properties))
                    .globalSecondaryIndexUpdates(update));
        dynamoDb.waiter().waitUntilTableExists(r -> r.tableName(table.tableName()));
      }
    }
  }

  /** With the stream of the template, or with none; another view is another stream. */
  private TableDescription streamed(TableDescription table, Request request) {
    Optional<String> wanted = wantedView(request);
    Optional<String> found = view(table);
    TableDescription last = table;
    if (found.isPresent() && !found.equals(wanted)) {
      last = update(table, StreamSpecification.builder().streamEnabled(false).build());
    }
    if (wanted.isPresent() && !found.equals(wanted)) {
      last = update(table, stream(wanted.get()));
    }
    return last;
  }

  private TableDescription update(TableDescription table, StreamSpecification stream) {
    String name = table.tableName();
    dynamoDb.updateTable(r -> r.tableName(name).streamSpecification(stream));
    return dynamoDb
        .waiter()
        .waitUntilTableExists(r -> r.tableName(name))
        .matched()
        .response()
        .orElseThrow()
        .table();
  }

  private static Optional<String> wantedView(Request request) {
    return Json.find(request.properties().path("StreamSpecification"), "StreamViewType");
  }

  private static Optional<String> view(TableDescription table) {
    StreamSpecification stream = table.streamSpecification();
    return stream == null || !Boolean.TRUE.equals(stream.streamEnabled())
        ? Optional.empty()
        : Optional.of(stream.streamViewTypeAsString());
  }

  private static StreamSpecification stream(String view) {
    return StreamSpecification.builder().streamEnabled(true).streamViewType(view).build();
  }

  private static GlobalSecondaryIndex index(JsonNode index) {
    List<String> included = new ArrayList<>();
    index.path("Projection").path("NonKeyAttributes").forEach(n -> included.add(n.asText()));
    Projection.Builder projection =
        Projection.builder()
            .projectionType(index.path("Projection").path("ProjectionType").asText());
    if (!included.isEmpty()) {
      projection.nonKeyAttributes(included);
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.path("IndexName").asText())
        .keySchema(keys(index.path("KeySchema")))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> keys(JsonNode schema) {
    List<KeySchemaElement> keys = new ArrayList<>();
    schema.forEach(
        key ->
            keys.add(
                KeySchemaElement.builder()
                    .attributeName(key.path("AttributeName").asText())
                    .keyType(key.path("KeyType").asText())
                    .build()));
    return keys;
  }

  private static List<AttributeDefinition> attributes(JsonNode properties) {
    List<AttributeDefinition> attributes = new ArrayList<>();
    properties
        .path("AttributeDefinitions")
        .forEach(
            attribute ->
                attributes.add(
                    AttributeDefinition.builder()
                        .attributeName(attribute.path("AttributeName").asText())
                        .attributeType(attribute.path("AttributeType").asText())
                        .build()));
    return attributes;
  }
}

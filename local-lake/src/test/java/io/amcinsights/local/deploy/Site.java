package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.asl.StateMachines;
import io.amcinsights.local.events.Bus;
import io.amcinsights.local.events.Rules;
import io.amcinsights.local.glue.NoJobs;
import io.amcinsights.local.lambda.EventSourceMappings;
import io.amcinsights.local.lambda.Functions;
import io.amcinsights.local.lambda.StreamMappings;
import io.amcinsights.local.s3.Buckets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesResponse;

/** Services that only remember what was deployed into them, and the order of it. */
public final class Site
    implements Functions, EventSourceMappings, StreamMappings, Rules, Buckets, StateMachines {

  static final ObjectMapper MAPPER = new ObjectMapper();

  /** In a region of its own, as DynamoDB Local names them. */
  static final String STREAM = "arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1";

  public final List<String> log = new ArrayList<>();
  final Map<String, Functions.Spec> functions = new LinkedHashMap<>();
  final Map<String, EventSourceMappings.Spec> mappings = new LinkedHashMap<>();
  final Map<String, StreamMappings.Spec> streams = new LinkedHashMap<>();
  public final Map<String, Rule> rules = new LinkedHashMap<>();
  public final List<String> removedRules = new ArrayList<>();
  final Map<String, JsonNode> permissions = new LinkedHashMap<>();
  public final Map<String, Buckets.Spec> buckets = new LinkedHashMap<>();
  final Map<String, StateMachines.Spec> machines = new LinkedHashMap<>();
  final Map<String, Map<String, String>> queues = new LinkedHashMap<>();
  final Map<String, CreateTableRequest> tables = new LinkedHashMap<>();
  final NoJobs jobs = new NoJobs();
  final List<JsonNode> customRequests = new ArrayList<>();
  String customStatus = "SUCCESS";
  String customId = "custom-1";
  final Roles roles = new Roles();
  int queuePort = 9324;

  public Services services() {
    return services(new Tables(), new Queues());
  }

  /** With tables and queues that hold something. */
  Services services(DynamoDbClient tablesThatKeep, SqsClient queuesThatKeep) {
    return new Services(
        "000000000000",
        "us-east-1",
        this,
        this,
        this,
        this,
        this,
        this,
        jobs,
        tablesThatKeep,
        queuesThatKeep,
        roles);
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Path write(Path folder, String name, String json) {
    try {
      return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(Functions.Spec spec) {
    log.add("function " + spec.name());
    functions.put(spec.name(), spec);
  }

  @Override
  public void put(EventSourceMappings.Spec spec) {
    log.add("mapping");
    mappings.put(spec.id(), spec);
  }

  @Override
  public void put(StreamMappings.Spec spec) {
    log.add("stream");
    streams.put(spec.id(), spec);
  }

  @Override
  public void put(Rule rule) {
    log.add("rule " + rule.name());
    rules.put(rule.name(), rule);
  }

  @Override
  public void put(Buckets.Spec spec) {
    log.add("bucket " + spec.name());
    buckets.put(spec.name(), spec);
  }

  @Override
  public void put(StateMachines.Spec spec) {
    log.add("machine " + spec.name());
    machines.put(spec.name(), spec);
  }

  @Override
  public List<Buckets.Spec> all() {
    return List.copyOf(buckets.values());
  }

  @Override
  public boolean exists(String name) {
    return buckets.containsKey(name);
  }

  @Override
  public String stack(String name) {
    return buckets.containsKey(name) ? buckets.get(name).stack() : "";
  }

  @Override
  public String region(String name) {
    return buckets.containsKey(name) ? buckets.get(name).region() : "us-east-1";
  }

  @Override
  public void disown(String name) {
    Buckets.Spec it = buckets.get(name);
    buckets.put(name, new Buckets.Spec(name, it.account(), it.region(), it.events()));
  }

  @Override
  public void delete(String name) {
    buckets.remove(name);
  }

  @Override
  public void policy(String name, String policy) {
    log.add("policy " + name);
  }

  @Override
  public void remove(String name) {
    log.add("remove " + name);
    functions.remove(name);
    mappings.remove(name);
    streams.remove(name);
    machines.remove(name);
  }

  @Override
  public void remove(Bus bus, String name) {
    log.add("remove " + name);
    removedRules.add(bus.rule(name));
    rules.remove(name);
  }

  @Override
  public void permit(Bus bus, String statementId, JsonNode statement) {
    permissions.put(bus.arn() + " " + statementId, statement);
  }

  @Override
  public void revoke(Bus bus, String statementId) {
    permissions.remove(bus.arn() + " " + statementId);
  }

  /** Every function is one that answers custom resource requests. */
  @Override
  public JsonNode invoke(String nameOrArn, JsonNode payload) {
    customRequests.add(payload);
    log.add(
        payload.path("RequestType").asText() + " " + payload.path("LogicalResourceId").asText());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("Status", customStatus);
    answer.put("Reason", "because");
    answer.put("PhysicalResourceId", customId);
    answer.putObject("Data").put("Answer", "42");
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(payload.path("ResponseURL").asText()))
                      .PUT(HttpRequest.BodyPublishers.ofString(answer.toString()))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("answer refused: " + response.statusCode());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return JsonNodeFactory.instance.nullNode();
  }

  /** Queues by name. */
  private final class Queues implements SqsClient {

    private String url(String name) {
      return "http://127.0.0.1:" + queuePort + "/000000000000/" + name;
    }

    @Override
    public CreateQueueResponse createQueue(CreateQueueRequest request) {
      log.add("queue " + request.queueName());
      queues.put(request.queueName(), request.attributesAsStrings());
      return CreateQueueResponse.builder().queueUrl(url(request.queueName())).build();
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
      if (!queues.containsKey(request.queueName())) {
        throw QueueDoesNotExistException.builder().build();
      }
      return GetQueueUrlResponse.builder().queueUrl(url(request.queueName())).build();
    }

    @Override
    public SetQueueAttributesResponse setQueueAttributes(SetQueueAttributesRequest request) {
      String name = request.queueUrl().substring(request.queueUrl().lastIndexOf('/') + 1);
      log.add("attributes " + name);
      queues.put(name, request.attributesAsStrings());
      return SetQueueAttributesResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }

  /** Tables by name. */
  private final class Tables implements DynamoDbClient {

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      log.add("table " + request.tableName());
      tables.put(request.tableName(), request);
      return CreateTableResponse.builder().tableDescription(description(request)).build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      CreateTableRequest table = tables.get(request.tableName());
      if (table == null) {
        throw ResourceNotFoundException.builder().build();
      }
      return DescribeTableResponse.builder().table(description(table)).build();
    }

    private static TableDescription description(CreateTableRequest table) {
      return TableDescription.builder()
          .tableName(table.tableName())
          .latestStreamArn(table.streamSpecification() == null ? null : STREAM)
          .keySchema(table.keySchema())
          .globalSecondaryIndexes(
              table.globalSecondaryIndexes().stream()
                  .map(
                      i ->
                          GlobalSecondaryIndexDescription.builder()
                              .indexName(i.indexName())
                              .build())
                  .toList())
          .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}

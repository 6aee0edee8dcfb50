package io.amcinsights.routing;

import static io.amcinsights.routing.RoutingLake.BUCKET;
import static io.amcinsights.routing.RoutingLake.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.cloudformation.CustomResourceAnswers;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.governance.OptIns;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.reconcile.ReconcileEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers as Lambda calls them. */
class RoutingHandlersTest {

  private final RoutingLake lake = new RoutingLake();
  private final List<JsonNode> answers = new CopyOnWriteArrayList<>();
  private final Set<String> optIns = new TreeSet<>();
  private HttpServer cloudFormation;
  private int migrated;

  @BeforeEach
  void listen() throws Exception {
    cloudFormation =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloudFormation.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          answers.add(Json.read(exchange.getRequestMethod(), body));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    cloudFormation.start();
  }

  @AfterEach
  void stop() {
    cloudFormation.stop(0);
  }

  @Test
  void routeObjectsAnswersWhichMessagesFailed() throws Exception {
    var handler = new RouteObjectsHandler(lake.router(), Parallel.of(2), lake.metrics);
    String good =
        ReconcileEvent.of(
            new ObjectId(BUCKET, KEY), 10, "e", null, new Sequencer("01"), Instant.EPOCH);

    SQSBatchResponse answer = handler.handleRequest(sqsEvent(good, "not json", good), null);

    assertThat(answer.getBatchItemFailures())
        .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .containsExactly("message-1");
    assertThat(lake.queues.messages(RoutingLake.STAGE_A)).hasSize(2);
  }

  @Test
  void startStageAnswersAnEmptyListWhenAllWentWell() throws Exception {
    var handler = new StartStageHandler(messages -> Map.of());

    assertThat(handler.handleRequest(sqsEvent("{}"), null).getBatchItemFailures()).isEmpty();
  }

  @Test
  void theReconcilerAnswersWhatItFound() throws Exception {
    lake.store.write(new ObjectId(BUCKET, KEY), new byte[3], "text/csv");

    JsonNode answer =
        call(
            new ReconcilerHandler(lake.reconciler(), Clock.systemUTC(), lake.metrics),
            "{\"modifiedBefore\":\"9999-01-01T00:00:00Z\"}");

    assertThat(answer.toString())
        .isEqualTo("{\"buckets\":2,\"objects\":1,\"rung\":1,\"failed\":0}");
    assertThat(lake.metrics.sum(Metric.MISSED)).isEqualTo(1);
    assertThat(lake.metrics.flushes()).isEqualTo(1);
  }

  @Test
  void aRegistrationWritesTheRowAndTellsCloudformation() throws Exception {
    String document = DatasetJson.write(lake.datasets.find("team-data").orElseThrow());
    lake.datasets.remove("team-data");

    register("Create", "dataset", document, null);

    assertThat(lake.datasets.find("team-data")).isPresent();
    assertThat(Json.text(answers.get(0), "Status")).isEqualTo("SUCCESS");
    assertThat(Json.text(answers.get(0), "PhysicalResourceId")).isEqualTo("dataset:team-data");
    assertThat(Json.text(answers.get(0), "LogicalResourceId")).isEqualTo("Registration");

    register("Delete", "dataset", document, "dataset:team-data");
    assertThat(lake.datasets.find("team-data")).isEmpty();
  }

  @Test
  void aRegistrationThatFailsSaysWhyAndKeepsItsId() throws Exception {
    register("Update", "dataset", "{}", "dataset:team-data");

    assertThat(Json.text(answers.get(0), "Status")).isEqualTo("FAILED");
    assertThat(Json.text(answers.get(0), "Reason")).isNotBlank();
    assertThat(Json.text(answers.get(0), "PhysicalResourceId")).isEqualTo("dataset:team-data");
  }

  @Test
  void whatIsStoredIsMigratedBeforeAnythingIsRegistered() throws Exception {
    register("Create", "stage", "{}", null);
    assertThat(migrated).isEqualTo(1);

    register("Delete", "stage", "{}", "failed:Registration");
    assertThat(migrated).as("removing is not a deployment").isEqualTo(1);
  }

  @Test
  void deletingWhatWasNeverCreatedSucceeds() throws Exception {
    register("Delete", "stage", "{}", "failed:Registration");

    assertThat(Json.text(answers.get(0), "Status")).isEqualTo("SUCCESS");
  }

  @Test
  void anOptInIsMadeAndTakenBack() throws Exception {
    optIn("Create", Json.object().put("Principal", "arn:a").put("Database", "db"), null);

    assertThat(optIns).containsExactly("arn:a db");
    assertThat(Json.text(answers.get(0), "Status")).isEqualTo("SUCCESS");
    assertThat(Json.text(answers.get(0), "PhysicalResourceId")).isEqualTo("opt-in:db:arn:a");

    optIn(
        "Delete", Json.object().put("Principal", "arn:a").put("Database", "db"), "opt-in:db:arn:a");
    assertThat(optIns).isEmpty();
    assertThat(Json.text(answers.get(1), "PhysicalResourceId")).isEqualTo("opt-in:db:arn:a");
  }

  @Test
  void anOptInThatNamesNobodyFailsAndItsRemovalSucceeds() throws Exception {
    optIn("Create", Json.object().put("Database", "db"), null);

    assertThat(Json.text(answers.get(0), "Status")).isEqualTo("FAILED");
    assertThat(Json.text(answers.get(0), "Reason")).contains("'Principal' is missing");
    String id = Json.text(answers.get(0), "PhysicalResourceId");

    optIn("Delete", Json.object().put("Database", "db"), id);
    assertThat(Json.text(answers.get(1), "Status")).isEqualTo("SUCCESS");
  }

  private void optIn(String type, ObjectNode properties, String physicalId) throws Exception {
    var memory =
        new OptIns() {
          @Override
          public void add(String principal, String database) {
            optIns.add(principal + " " + database);
          }

          @Override
          public void remove(String principal, String database) {
            optIns.remove(principal + " " + database);
          }
        };
    ObjectNode request = request(type, physicalId);
    request.set("ResourceProperties", properties);
    call(new OptInHandler(memory, new CustomResourceAnswers()), request.toString());
  }

  private void register(String type, String kind, String document, String physicalId)
      throws Exception {
    ObjectNode request = request(type, physicalId);
    request.putObject("ResourceProperties").put("Kind", kind).put("Document", document);
    call(
        new RegisterHandler(
            new Registrar(lake.datasets), new CustomResourceAnswers(), () -> migrated++),
        request.toString());
  }

  private ObjectNode request(String type, String physicalId) {
    ObjectNode request =
        Json.object()
            .put("RequestType", type)
            .put("StackId", "stack")
            .put("RequestId", "request")
            .put("LogicalResourceId", "Registration")
            .put("ResponseURL", "http://127.0.0.1:" + cloudFormation.getAddress().getPort() + "/a");
    Json.putIfPresent(request, "PhysicalResourceId", physicalId);
    return request;
  }

  private static SQSEvent sqsEvent(String... bodies) {
    List<SQSEvent.SQSMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      var message = new SQSEvent.SQSMessage();
      message.setMessageId("message-" + messages.size());
      message.setBody(body);
      messages.add(message);
    }
    var event = new SQSEvent();
    event.setRecords(messages);
    return event;
  }

  private static JsonNode call(RequestStreamHandler handler, String input) throws Exception {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(input.getBytes(UTF_8)), out, null);
    return Json.read("answer", out.toString(UTF_8));
  }
}

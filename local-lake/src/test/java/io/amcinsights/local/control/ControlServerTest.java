package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.history.InMemoryExecutionHistory;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.operator.InMemoryQueueAdmin;
import io.amcinsights.core.operator.Operator;
import io.amcinsights.core.operator.OperatorPorts;
import io.amcinsights.core.operator.TableCare;
import io.amcinsights.core.operator.TableReader;
import io.amcinsights.core.operator.TenantRemains;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.tenant.InMemoryTenants;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants over the control endpoint, of a lake in memory. */
class ControlServerTest {

  private static final String TOKEN = "secret";

  private final HttpClient http = HttpClient.newHttpClient();
  private final InMemoryTenants tenants = new InMemoryTenants();
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    server = ControlServer.start(operator(), TOKEN, Json::object, () -> {});
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Operator operator() {
    Clock clock = Clock.systemUTC();
    var datasets = new InMemoryDatasets();
    datasets.put(
        new Dataset(
            "demoteam",
            "adtech",
            "amcdataset",
            "amc-csv",
            "table-engine",
            new Dataset.LoadLimits(0, 1000, 1 << 28),
            new Dataset.GlueSettings(null, "G.1X", 2),
            Map.of(),
            Dataset.SchemaPolicy.WIDEN,
            0,
            Dataset.OnDelete.KEEP,
            Dataset.Numeric.INFER,
            "queue"));
    var queues = new InMemoryQueueAdmin(clock, "p-ingest");
    var store = new InMemoryObjectStore(clock);
    return new Operator(
        new OperatorPorts(
            new InMemoryObjectCatalog(clock),
            datasets,
            tenants,
            new InMemoryExecutionHistory(),
            queues,
            queues,
            new NoTables(),
            new InMemoryTableRegistry(),
            new NoCare(),
            new NoRemains(),
            Map::of,
            tenant -> store,
            LakeNames.DEFAULT,
            "p-raw",
            clock));
  }

  private HttpResponse<String> ask(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = ask(method, path, body, TOKEN);
    return Json.read(
        "answer", "{\"status\":%d,\"body\":%s}".formatted(response.statusCode(), response.body()));
  }

  private static ObjectNode tenant(String id) {
    return (ObjectNode)
        Json.read("tenant", LakeUnderTest.TENANT.replace("acme", id).replace("Acme", id));
  }

  @Test
  void aTenantGoesItsWay() throws Exception {
    assertThat(ask("POST", "/tenants", tenant("acme").toString()).at("/body/status").asText())
        .isEqualTo("REQUESTED");
    assertThat(ask("PUT", "/tenants/acme", "{\"prefix\":\"x\"}").at("/body/prefix").asText())
        .isEqualTo("x");
    assertThat(ask("POST", "/tenants/acme/retry", "{}").at("/body/customerId").asText())
        .isEqualTo("acme");
    assertThat(ask("GET", "/tenants", "").at("/body/0/prefix").asText()).isEqualTo("x");
    assertThat(ask("GET", "/tenants/acme", "").at("/body/deliveries").isObject()).isTrue();
    assertThat(ask("DELETE", "/tenants/acme", "").at("/body/removed").asBoolean()).isTrue();
    assertThat(
            ask("POST", "/tenants/progress", "{\"ids\":[\"acme\"]}")
                .at("/body/0/removed")
                .asBoolean())
        .isTrue();
    assertThat(ask("GET", "/datasets", "").at("/body/0/name").asText())
        .isEqualTo("demoteam-amcdataset");
  }

  @Test
  void whatIsRefusedSaysWhy() throws Exception {
    JsonNode answer = ask("PUT", "/tenants/a%20b", "{}");

    assertThat(answer.path("status").asInt()).isEqualTo(400);
    assertThat(answer.at("/body/error/message").asText()).contains("No tenant 'a b'");
    assertThat(
            ask(
                    "POST",
                    "/tenants/check",
                    "{\"operation\":\"add\",\"records\":[%s,{}]}".formatted(tenant("acme")))
                .path("body"))
        .extracting(it -> it.path("refused").isNull())
        .containsExactly(true, false);
    assertThat(ask("DELETE", "/tables/t", "").at("/body/error/message").asText())
        .contains("DELETE /tables/t");
  }

  @Test
  void nothingIsChangedWithoutTheToken() throws Exception {
    tenants.put(TenantJson.read(tenant("acme")));

    assertThat(ask("DELETE", "/tenants/acme", "", "guess").statusCode()).isEqualTo(401);

    assertThat(tenants.find("acme").orElseThrow().settings().removed()).isFalse();
  }

  private static final class NoCare implements TableCare {

    @Override
    public Preview preview(String table) {
      throw new UnsupportedOperationException(table);
    }

    @Override
    public void ring(Dataset dataset, @Nullable String table) {
      throw new UnsupportedOperationException(dataset.name());
    }

    @Override
    public void drop(String table) {
      throw new UnsupportedOperationException(table);
    }
  }

  private static final class NoRemains implements TenantRemains {

    @Override
    public Owner owner(Tenant tenant) {
      return Owner.NOBODY;
    }

    @Override
    public Contents contents(Tenant tenant) {
      return new Contents(0, 0);
    }

    @Override
    public long empty(Tenant tenant, long enough) {
      return 0;
    }

    @Override
    public void deleteBucket(Tenant tenant) {
      throw new UnsupportedOperationException(tenant.bucketName());
    }

    @Override
    public void scheduleKeyDeletion(String keyArn) {
      throw new UnsupportedOperationException(keyArn);
    }
  }

  private static final class NoTables implements TableReader {

    @Override
    public List<Summary> list() {
      return List.of();
    }

    @Override
    public List<Snapshot> snapshots(String table) {
      return List.of();
    }

    @Override
    public List<DataFile> files(String table) {
      return List.of();
    }

    @Override
    public Answer query(String sql, @Nullable String at) {
      throw new UnsupportedOperationException(sql);
    }
  }
}

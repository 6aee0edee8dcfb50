package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.cost.Counts;
import io.amcinsights.core.cost.Prices;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an operator asks and does. Answers are the documents of {@link OperatorJson}. */
public final class Operator {

  /** What a person looks through. */
  private static final Duration HISTORY = Duration.ofDays(7);

  /** What a glance is about. */
  private static final Duration LATELY = Duration.ofDays(1);

  private static final int MAX_EXECUTIONS = 10_000;

  private final OperatorPorts ports;
  private final ObjectQueries objects;
  private final FailedWorks failedWorks;
  private final TenantDesk tenants;
  private final UploadTargets uploads;
  private final CostReport cost;
  private final Backfill backfill;
  private final Upkeep upkeep;

  public Operator(OperatorPorts ports) {
    this.ports = ports;
    this.objects = new ObjectQueries(ports.catalog(), ports.datasets());
    this.failedWorks = new FailedWorks(ports.queues(), new Redrive(ports));
    this.cost = new CostReport(objects, ports.history(), Prices.load(), Counts.ofThisVersion());
    this.backfill = new Backfill(ports);
    this.upkeep = new Upkeep(ports);
    this.tenants = new TenantDesk(ports, objects);
    this.uploads = new UploadTargets(ports.tenants(), ports.datasets(), ports.rawBucket());
  }

  /** Objects by {@code id}, {@code state}, {@code tenant}, {@code dataset}, {@code since}. */
  public ArrayNode objects(Map<String, String> query) {
    return OperatorJson.objects(objects.find(ObjectFilter.parse(query, now())));
  }

  /** Executions by {@code status} and {@code stage}, newest first. */
  public ArrayNode executions(Map<String, String> query) {
    String status = query.getOrDefault("status", "").toUpperCase(Locale.ROOT);
    String stage = query.getOrDefault("stage", "");
    return OperatorJson.executions(
        executions(HISTORY).stream()
            .filter(it -> status.isEmpty() || it.status().name().equals(status))
            .filter(it -> stage.isEmpty() || it.stage().equals(stage))
            .toList());
  }

  public ObjectNode execution(String id) {
    return ports
        .history()
        .find(id)
        .map(OperatorJson::execution)
        .orElseThrow(
            () ->
                new InvalidInputException("No execution '%s'. What there is: lake executions", id));
  }

  /** What was processed by day, tenant and service at list prices, from {@code since} on. */
  public ObjectNode cost(Map<String, String> query) {
    Instant since = query.containsKey("since") ? since(query) : now().minus(HISTORY);
    return cost.report(since);
  }

  private Instant since(Map<String, String> query) {
    return ObjectFilter.since(query.get("since"), now());
  }

  /** Failed work; only that with {@code id} when one is given. */
  public ArrayNode failedWork(Map<String, String> query) {
    String id = query.get("id");
    return OperatorJson.failed(
        failedWorks.list().stream().filter(it -> id == null || it.id().equals(id)).toList());
  }

  /** Has failed work done again; all of it when no id is given. */
  public ObjectNode redrive(Collection<String> ids) {
    return OperatorJson.results(failedWorks.redrive(ids));
  }

  public ObjectNode purge(Collection<String> ids) {
    if (ids.isEmpty()) {
      throw new InvalidInputException("Say which failed work to purge; see: lake dlq list");
    }
    return OperatorJson.results(failedWorks.purge(ids));
  }

  public ArrayNode tenants() {
    return tenants.all();
  }

  /** One tenant, and how many of its recent objects are in which state. */
  public ObjectNode tenant(String customerId) {
    return tenants.find(customerId, now().minus(HISTORY));
  }

  /**
   * Asks for a tenant; may be repeated. As everything that is asked of a tenant it is carried out
   * later, see {@link #tenantProgress}.
   */
  public ObjectNode addTenant(JsonNode request) {
    return tenants.add(request);
  }

  /** Changes the settings that are named; {@code version} may say of which record. */
  public ObjectNode updateTenant(String customerId, JsonNode fields) {
    return tenants.update(customerId, fields);
  }

  /** Has a tenant provisioned once more; with {@code force} also one that is ACTIVE. */
  public ObjectNode retryTenant(String customerId, JsonNode body) {
    return tenants.retry(customerId, body.path("force").asBoolean());
  }

  /** Has a tenant off-boarded; its data stays. */
  public ObjectNode removeTenant(String customerId) {
    return tenants.remove(customerId);
  }

  /**
   * What of a tenant's data {@link #deleteTenantData} deletes, and what stays: {@code {customerId,
   * bucket:{name,goes,why,versions,bytes}, key:{arn,goes,why,days},
   * tables:{goes,why,list:[{name,database,rows,files,bytes}]}}}.
   */
  public ObjectNode tenantData(String customerId) {
    return tenants.data(customerId);
  }

  /**
   * Deletes some of what an off-boarded tenant left: {@code {done, waitsFor, versions, tables}}; to
   * be repeated until it is done. {@code waitsFor} deliveries are at work still.
   */
  public ObjectNode deleteTenantData(String customerId) {
    return tenants.deleteData(customerId);
  }

  /** What would be refused of {@code records} to {@code add} or {@code update}; see there. */
  public ArrayNode checkTenants(JsonNode request) {
    return tenants.check(request);
  }

  /** Where those of {@code ids} stand. */
  public ArrayNode tenantProgress(JsonNode asked) {
    return tenants.progress(asked);
  }

  public ArrayNode datasets() {
    return OperatorJson.datasets(ports.datasets().all());
  }

  /** One step of a backfill; see {@link BackfillRequest} and {@link BackfillStep}. */
  public ObjectNode backfill(JsonNode request) {
    return backfill.step(BackfillRequest.read(request, now())).toJson();
  }

  /** What maintenance would do now, of {@code table}, of those of {@code dataset}, or of all. */
  public ArrayNode maintenancePreview(Map<String, String> query) {
    return upkeep.preview(query);
  }

  /**
   * Has {@code table}, those of {@code dataset}, or all maintained; its answer asks how it goes.
   */
  public ObjectNode maintain(JsonNode request) {
    return upkeep.ring(request);
  }

  /** How it goes: {@code [{table,state,execution,done,error}]}. */
  public ArrayNode maintenanceProgress(JsonNode asked) {
    return upkeep.progress(asked);
  }

  public ArrayNode tables() {
    return OperatorJson.tables(ports.tables().list());
  }

  /** One table; with {@code snapshots}, {@code files} and {@code preview} when asked for. */
  public ObjectNode table(String name, Map<String, String> query) {
    TableReader.Summary table = named(name);
    ObjectNode document = OperatorJson.table(table);
    if (query.containsKey("snapshots")) {
      document.set(
          "snapshotList", OperatorJson.snapshots(ports.tables().snapshots(table.fullName())));
    }
    if (query.containsKey("files")) {
      document.set("fileList", OperatorJson.files(ports.tables().files(table.fullName())));
    }
    if (query.containsKey("preview")) {
      String sql =
          "select * from \"%s\".\"%s\" limit %d"
              .formatted(table.database(), table.name(), number(query.get("preview")));
      document.set("preview", OperatorJson.answer(ports.tables().query(sql, null)));
    }
    return document;
  }

  private TableReader.Summary named(String name) {
    List<TableReader.Summary> matches =
        ports.tables().list().stream()
            .filter(it -> it.name().equals(name) || it.fullName().equals(name))
            .toList();
    if (matches.isEmpty()) {
      throw new InvalidInputException("No table '%s'. What there is: lake tables", name);
    }
    if (matches.size() > 1) {
      throw new InvalidInputException(
          "Table '%s' exists more than once: say which of %s",
          name, matches.stream().map(TableReader.Summary::fullName).toList());
    }
    return matches.get(0);
  }

  private static int number(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,6}")) {
      throw new InvalidInputException("'%s' is no number of rows", String.valueOf(text));
    }
    return Integer.parseInt(text);
  }

  /** Asks the tables in SQL. */
  public ObjectNode query(String sql, @Nullable String at) {
    return OperatorJson.answer(ports.tables().query(sql, at));
  }

  /** Where an upload for {@code tenant} or {@code dataset} goes: {@code {bucket, prefix}}. */
  public ObjectNode uploadTarget(Map<String, String> query) {
    return uploads.of(query);
  }

  /**
   * The parts of a status that do not depend on where the lake runs; executions are those of the
   * last day.
   */
  public ObjectNode status() {
    ObjectNode status = Json.object();
    ArrayNode queues = status.putArray("queues");
    for (QueueAdmin.Queue queue : ports.queues().all()) {
      QueueAdmin.Depth depth = ports.queues().depth(queue);
      queues
          .addObject()
          .put("name", queue.name())
          .put("dlq", queue.dead())
          .put("visible", depth.visible() + depth.delayed())
          .put("inFlight", depth.inFlight())
          .put("oldestSeconds", oldest(queue, depth));
    }
    status.set("objects", OperatorJson.counts(objects.count(ObjectFilter.parse(Map.of(), now()))));
    Map<String, Long> executions = new TreeMap<>();
    executions(LATELY).forEach(it -> executions.merge(it.status().name(), 1L, Long::sum));
    status.set("executions", OperatorJson.counts(executions));
    return status;
  }

  /** Only queues of failures are looked into: a look hides messages from their consumers. */
  private @Nullable Long oldest(QueueAdmin.Queue queue, QueueAdmin.Depth depth) {
    if (!queue.dead() || depth.visible() == 0) {
      return null;
    }
    List<QueueAdmin.Message> messages = new ArrayList<>(ports.queues().receive(queue, 5));
    messages.forEach(message -> ports.queues().release(queue, message));
    return messages.stream()
        .map(message -> Duration.between(message.sentAt(), now()).toSeconds())
        .max(Long::compare)
        .orElse(null);
  }

  /**
   * What is in flight: {@code {idle, inFlight:[{what,count}], waitingForTenant}}. Queues of
   * failures do not count.
   */
  public ObjectNode inFlight() {
    Map<String, Long> busy = new TreeMap<>(ports.activity().busy());
    for (QueueAdmin.Queue queue : ports.queues().all()) {
      if (!queue.dead()) {
        busy.merge("messages", ports.queues().depth(queue).total(), Long::sum);
      }
    }
    objects.inFlight(now()).forEach((state, count) -> busy.put("deliveries " + state, count));
    busy.values().removeIf(count -> count == 0);
    ObjectNode report = Json.object().put("idle", busy.isEmpty());
    ArrayNode list = report.putArray("inFlight");
    busy.forEach((what, count) -> list.addObject().put("what", what).put("count", count));
    return report.put("waitingForTenant", objects.count(DeliveryState.WAITING_FOR_TENANT, now()));
  }

  private List<Execution> executions(Duration age) {
    return ports.history().recent(now().minus(age), MAX_EXECUTIONS);
  }

  private Instant now() {
    return ports.clock().instant();
  }
}

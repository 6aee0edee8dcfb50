package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The documents other programs read. A field changes only with a line under Breaking. */
public final class OperatorJson {

  private OperatorJson() {}

  public static ArrayNode objects(List<Delivery> deliveries) {
    return list(deliveries, OperatorJson::object);
  }

  private static void object(ObjectNode node, Delivery it) {
    node.put("id", it.ref().object().uri())
        .put("delivery", it.ref().delivery())
        .put("bucket", it.ref().object().bucket())
        .put("key", it.ref().object().key())
        .put("state", it.state().name())
        .put("reason", it.reason())
        .put("tenant", it.tenant())
        .put("dataset", it.dataset())
        .put("table", it.table())
        .put("rows", it.rows())
        .put("bytes", it.bytes())
        .put("attempt", it.attempt())
        .put("execution", it.execution())
        .put("snapshot", it.snapshot())
        .put("receivedAt", Json.instant(it.receivedAt()))
        .put("finalAt", it.state().isFinal() ? Json.instant(it.updatedAt()) : null);
  }

  public static ArrayNode executions(List<Execution> executions) {
    return list(executions, OperatorJson::execution);
  }

  public static ObjectNode execution(Execution it) {
    ObjectNode node = Json.object();
    execution(node, it);
    return node;
  }

  private static void execution(ObjectNode node, Execution it) {
    node.put("id", it.id())
        .put("pipeline", it.pipeline())
        .put("stage", it.stage())
        .put("dataset", it.dataset())
        .put("subject", it.subject())
        .put("status", it.status().name())
        .put("objects", it.objects())
        .put("error", it.error())
        .put("startedAt", Json.instant(it.startedAt()))
        .put("endedAt", instantOrNull(it.endedAt()));
    it.decisions().forEach(node.putArray("decisions")::add);
    ArrayNode history = node.putArray("history");
    it.history()
        .forEach(
            step ->
                history
                    .addObject()
                    .put("status", step.status())
                    .put("component", step.component())
                    .put("at", Json.instant(step.at())));
  }

  public static ArrayNode failed(List<Failed> works) {
    return list(works, OperatorJson::failed);
  }

  private static void failed(ObjectNode node, Failed it) {
    FailedWork work = it.work();
    node.put("id", it.id())
        .put("queue", it.queue())
        .put("source", work.source())
        .put("stage", work.stage())
        .put("dataset", work.dataset());
    node.putObject("error")
        .put("code", work.error().code())
        .put("message", work.error().message())
        .put("remedy", work.error().remedy());
    node.put("attempts", it.attempts()).put("since", Json.instant(it.since()));
    it.objects().forEach(node.putArray("objects")::add);
    node.put("executionArn", work.executionArn());
    Json.putTexts(node, "payload", work.payload());
  }

  static ObjectNode results(List<FailedWorks.Result> results) {
    ObjectNode node = Json.object();
    node.put("done", results.stream().filter(FailedWorks.Result::done).count());
    node.put("failed", results.stream().filter(it -> !it.done()).count());
    node.set(
        "results",
        list(
            results,
            (entry, it) -> entry.put("id", it.id()).put("done", it.done()).put("what", it.what())));
    return node;
  }

  public static ArrayNode tenants(List<Tenant> tenants) {
    return list(tenants, OperatorJson::tenant);
  }

  public static ObjectNode tenant(Tenant it) {
    ObjectNode node = Json.object();
    tenant(node, it);
    return node;
  }

  /** Every setting, also those that say nothing, and how far they are carried out. */
  private static void tenant(ObjectNode node, Tenant it) {
    ObjectNode record = TenantJson.toJson(it);
    for (String setting : TenantJson.settingNames()) {
      node.set(setting, record.get(setting));
    }
    // Left out of the record where it is false.
    node.put("mergeSettings", it.settings().bucket().mergesSettings());
    Tenant.Standing standing = it.standing();
    node.put("status", it.status().name())
        .put("reason", it.reason())
        .put("since", Json.instant(standing.since()))
        .put("wantsWork", it.wantsWork())
        .put("execution", standing.execution())
        .put("readerRole", it.readerRole())
        .put("keyArn", standing.keyArn())
        .put("sharesRule", standing.sharesRule());
    standing.claims().forEach(node.putArray("claims")::add);
    it.problems().forEach(node.putArray("problems")::add);
    node.put("version", it.version()).put("updatedAt", Json.instant(it.updatedAt()));
  }

  static ArrayNode datasets(List<Dataset> datasets) {
    return list(
        datasets,
        (node, it) ->
            node.put("name", it.name())
                .put("team", it.team())
                .put("dataset", it.dataset())
                .put("database", it.database()));
  }

  public static ArrayNode tables(List<TableReader.Summary> tables) {
    return list(tables, OperatorJson::table);
  }

  public static ObjectNode table(TableReader.Summary it) {
    ObjectNode node = Json.object();
    table(node, it);
    return node;
  }

  private static void table(ObjectNode node, TableReader.Summary it) {
    node.put("name", it.name())
        .put("database", it.database())
        .put("rows", it.rows())
        .put("files", it.files())
        .put("bytes", it.bytes())
        .put("snapshots", it.snapshots());
    node.set("columns", columns(it.columns()));
  }

  static ArrayNode snapshots(List<TableReader.Snapshot> snapshots) {
    return list(
        snapshots,
        (node, it) ->
            node.put("id", it.id())
                .put("committedAt", Json.instant(it.committedAt()))
                .put("operation", it.operation())
                .put("rows", it.rows())
                .put("commitId", it.commitId()));
  }

  static ArrayNode files(List<TableReader.DataFile> files) {
    return list(
        files,
        (node, it) -> node.put("path", it.path()).put("rows", it.rows()).put("bytes", it.bytes()));
  }

  /** {@code {columns:[{name,type}], rows:[[value]], truncated}}. */
  public static ObjectNode answer(TableReader.Answer answer) {
    ObjectNode node = Json.object();
    node.set("columns", columns(answer.columns()));
    ArrayNode rows = node.putArray("rows");
    answer.rows().forEach(row -> rows.add(ValueJson.of(row)));
    return node.put("truncated", answer.truncated());
  }

  private static ArrayNode columns(List<TableReader.Column> columns) {
    return list(columns, (node, it) -> node.put("name", it.name()).put("type", it.type()));
  }

  static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode node = Json.object();
    counts.forEach(node::put);
    return node;
  }

  private static @Nullable String instantOrNull(@Nullable Instant instant) {
    return instant == null ? null : Json.instant(instant);
  }

  private static <T> ArrayNode list(List<T> items, BiConsumer<ObjectNode, T> writer) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> writer.accept(nodes.addObject(), item));
    return nodes;
  }
}

package io.amcinsights.core.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.record.Shape;
import io.amcinsights.core.schedule.Schedule.Source;
import io.amcinsights.core.schedule.Schedule.Standing;
import io.amcinsights.core.schedule.Schedule.State;
import io.amcinsights.core.workflow.ExecutionRequestJson;
import java.time.ZoneId;

/** The format of a stored {@link Schedule}; fields that are null or false are left out. */
public final class ScheduleJson {

  /** Of the records that stores keep. */
  public static final Shape<Schedule> SHAPE =
      new Shape<>(
          "schedule",
          "scheduleId",
          Schedule::tenant,
          Schedule::scheduleId,
          Schedule::version,
          Schedule::stored,
          ScheduleJson::toJson,
          ScheduleJson::read);

  private static final String WHAT = "Schedule";
  private static final int VERSION = 1;

  private ScheduleJson() {}

  public static Schedule read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static Schedule read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new Schedule(
        Json.text(node, "tenant"),
        Json.text(node, "scheduleId"),
        Json.text(node, "workflowId"),
        Json.text(node, "expression"),
        ZoneId.of(Json.text(node, "zone")),
        node.path("flexibleMinutes").asInt(),
        node.path("paused").asBoolean(),
        ExecutionRequestJson.read(node.path("request")),
        Json.constant(node, "source", Source.class),
        node.path("removed").asBoolean(),
        new Standing(
            Json.constant(node, "state", State.class),
            Json.find(node, "reason").orElse(null),
            Json.instant(node, "since")),
        Json.number(node, "version"),
        Json.instant(node, "changedAt"));
  }

  public static String write(Schedule schedule) {
    return Json.write(toJson(schedule));
  }

  private static ObjectNode toJson(Schedule it) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("tenant", it.tenant())
            .put("scheduleId", it.scheduleId())
            .put("workflowId", it.workflowId())
            .put("expression", it.expression())
            .put("zone", it.zone().getId())
            .put("flexibleMinutes", it.flexibleMinutes());
    if (it.paused()) {
      node.put("paused", true);
    }
    node.set("request", ExecutionRequestJson.write(it.request()));
    node.put("source", it.source().name());
    if (it.removed()) {
      node.put("removed", true);
    }
    node.put("state", it.standing().state().name());
    Json.putIfPresent(node, "reason", it.standing().reason());
    return node.put("since", Json.instant(it.standing().since()))
        .put("version", it.version())
        .put("changedAt", Json.instant(it.changedAt()));
  }
}

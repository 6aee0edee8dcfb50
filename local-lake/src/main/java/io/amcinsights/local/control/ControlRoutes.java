package io.amcinsights.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the control endpoint answers; no HTTP in here. */
final class ControlRoutes {

  private static final String TENANTS = "/tenants/";
  private static final String RETRY = "/retry";
  private static final String DATA = "/data";
  private static final String DELETE_DATA = "/data/delete";

  private final Operator operator;
  private final Supplier<ObjectNode> process;
  private final Runnable stop;

  /**
   * @param process the parts of a status that describe this process: where, since when, endpoints
   * @param stop begins the shutdown and returns
   */
  ControlRoutes(Operator operator, Supplier<ObjectNode> process, Runnable stop) {
    this.operator = operator;
    this.process = process;
    this.stop = stop;
  }

  /**
   * Answers a question.
   *
   * @throws InvalidInputException when there is no such path or the question is wrong
   */
  JsonNode get(String path, Map<String, String> query) {
    if (path.startsWith("/tables/")) {
      return operator.table(path.substring("/tables/".length()), query);
    }
    if (path.startsWith("/executions/")) {
      return operator.execution(path.substring("/executions/".length()));
    }
    if (path.startsWith(TENANTS) && path.endsWith(DATA)) {
      return operator.tenantData(id(path, DATA));
    }
    if (path.startsWith(TENANTS)) {
      return operator.tenant(path.substring(TENANTS.length()));
    }
    return switch (path) {
      case "/status" -> status();
      case "/objects" -> operator.objects(query);
      case "/tables" -> operator.tables();
      case "/executions" -> operator.executions(query);
      case "/maintenance" -> operator.maintenancePreview(query);
      case "/cost" -> operator.cost(query);
      case "/dlq" -> operator.failedWork(query);
      case "/tenants" -> operator.tenants();
      case "/datasets" -> operator.datasets();
      case "/uploads" -> operator.uploadTarget(query);
      default -> throw unknown("GET", path);
    };
  }

  /** Does what is asked. */
  JsonNode post(String path, JsonNode body) {
    if (path.startsWith(TENANTS) && path.endsWith(RETRY)) {
      return operator.retryTenant(id(path, RETRY), body);
    }
    if (path.startsWith(TENANTS) && path.endsWith(DELETE_DATA)) {
      return operator.deleteTenantData(id(path, DELETE_DATA));
    }
    return switch (path) {
      case "/query" -> operator.query(Json.text(body, "sql"), Json.find(body, "at").orElse(null));
      case "/wait" -> operator.inFlight();
      case "/dlq/redrive" -> operator.redrive(ids(body));
      case "/dlq/purge" -> operator.purge(ids(body));
      case "/tenants" -> operator.addTenant(body);
      case "/tenants/check" -> operator.checkTenants(body);
      case "/tenants/progress" -> operator.tenantProgress(body);
      case "/maintenance" -> operator.maintain(body);
      case "/maintenance/progress" -> operator.maintenanceProgress(body);
      case "/backfill" -> operator.backfill(body);
      case "/stop" -> stop();
      default -> throw unknown("POST", path);
    };
  }

  /** Changes something. */
  JsonNode put(String path, JsonNode body) {
    if (path.startsWith(TENANTS)) {
      return operator.updateTenant(path.substring(TENANTS.length()), body);
    }
    throw unknown("PUT", path);
  }

  /** Removes something. */
  JsonNode delete(String path) {
    if (path.startsWith(TENANTS)) {
      return operator.removeTenant(path.substring(TENANTS.length()));
    }
    throw unknown("DELETE", path);
  }

  private JsonNode status() {
    ObjectNode status = process.get();
    status.setAll(operator.status());
    return status;
  }

  private JsonNode stop() {
    stop.run();
    return Json.object().put("stopping", true);
  }

  private static String id(String path, String end) {
    return path.substring(TENANTS.length(), path.length() - end.length());
  }

  private static List<String> ids(JsonNode body) {
    List<String> ids = new ArrayList<>();
    body.path("ids").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private static InvalidInputException unknown(String method, String path) {
    return new InvalidInputException(
        "This lake does not know %s %s; the command and the lake are of different versions,"
            + " restart the lake",
        method, path);
  }
}

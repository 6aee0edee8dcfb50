package io.amcinsights.local.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.operator.TableCare;
import io.amcinsights.engine.TableMaintenance;
import io.amcinsights.engine.maintain.MaintenanceReport;
import io.amcinsights.local.lambda.Functions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at tables in this process, and rings by the function that their schedule calls. */
final class LocalTableCare implements TableCare, AutoCloseable {

  private final Functions functions;
  private final String installation;
  private final Supplier<TableMaintenance> open;
  private @Nullable TableMaintenance maintenance;

  /**
   * @param installation {@code {installation}-{environment}}
   * @param open opens the tables, when they are asked for first
   */
  LocalTableCare(Functions functions, String installation, Supplier<TableMaintenance> open) {
    this.functions = functions;
    this.installation = installation;
    this.open = open;
  }

  @Override
  public Preview preview(String table) {
    MaintenanceReport would = maintenance().preview(table);
    return new Preview(
        would.compacted().before(),
        would.compacted().after(),
        would.compacted().bytes(),
        would.snapshots(),
        would.orphans().files(),
        would.orphans().bytes());
  }

  @Override
  public void ring(Dataset dataset, @Nullable String table) {
    String function = installation + "-" + dataset.pipelineName() + "-maintenance";
    ObjectNode event = Json.object().put("dataset", dataset.name());
    Json.putIfPresent(event, "table", table);
    try {
      functions.invoke(function, event);
    } catch (Functions.FunctionError e) {
      throw new UnavailableException(
          e,
          "%s did not ring for %s: %s; try again",
          function,
          dataset.name(),
          String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void drop(String table) {
    maintenance().drop(table);
  }

  private synchronized TableMaintenance maintenance() {
    TableMaintenance opened = maintenance;
    if (opened == null) {
      opened = open.get();
      maintenance = opened;
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    if (maintenance != null) {
      maintenance.close();
    }
  }
}

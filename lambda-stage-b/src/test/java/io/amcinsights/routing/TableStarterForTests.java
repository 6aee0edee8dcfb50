package io.amcinsights.routing;

import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.table.TableRegistry;
import java.util.List;

/** The real starter of stage B, for tests of the whole stage. */
public final class TableStarterForTests {

  private final TableStarter starter;

  public TableStarterForTests(TableRegistry tables, Machines machines, String machine) {
    this.starter = new TableStarter(tables, machines, machine, Parallel.inline());
  }

  /** Whether the message is done; it stays on its queue otherwise. */
  public boolean start(String body) {
    return starter.start(List.of(new QueueMessage("1", body))).isEmpty();
  }
}

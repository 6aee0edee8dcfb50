package io.amcinsights.stageb;

import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;

/**
 * The executions that write tables.
 *
 * @param machine whose executions they are
 */
record TableWriters(
    TableRegistry tables, Machines machines, String machine, StageBHistory history) {

  /**
   * Makes way for a table's next execution: the name of one that came to no end is used up, only
   * the next generation can run.
   *
   * @return false while one runs
   */
  boolean makeWay(TableRecord table) {
    String execution = ExecutionNames.stageB(table.name(), table.generation());
    Machines.Status status = machines.status(machine, execution);
    if (status == Machines.Status.ENDED) {
      history.abandoned(execution);
      tables.raise(table.name(), table.generation());
    }
    return status != Machines.Status.RUNNING;
  }
}

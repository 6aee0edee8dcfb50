package io.amcinsights.glue;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.engine.Site;
import io.amcinsights.engine.Unit;
import io.amcinsights.engine.duck.Duck;
import java.io.Serializable;
import java.nio.file.Path;

/** What an executor is told to do units of work with. */
record Executor(
    Connection connection,
    String objectsTable,
    String customersTable,
    String workDirectory,
    int memoryMb,
    int threads)
    implements Serializable {

  static Executor of(JobArguments arguments) {
    return new Executor(
        Connection.of(arguments),
        arguments.objectsTable(),
        arguments.customersTable(),
        arguments.workDirectory().toString(),
        arguments.engineMemoryMb(),
        arguments.engineThreads());
  }

  <R> R run(Unit<R> unit) {
    Path work = Path.of(workDirectory);
    // The same for all tasks of a process, which share its DuckDB.
    Duck.limit(new Duck.Limits(memoryMb, threads, work.resolve("duckdb")));
    Clients clients = connection.clients();
    try (Site site =
        Site.open(
            new S3ObjectStore(clients.s3()),
            DeliveredFiles.of(clients, objectsTable, customersTable),
            work)) {
      return unit.run(site);
    }
  }
}

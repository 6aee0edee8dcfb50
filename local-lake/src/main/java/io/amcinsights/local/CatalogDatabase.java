package io.amcinsights.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The H2 database behind the table catalog. Functions keep connections to it until the process
 * ends, as they do in Lambda; so somebody else has to close it, or it goes on guarding its files.
 */
record CatalogDatabase(Path folder) implements AutoCloseable {

  // WRITE_DELAY: by default a commit is acknowledged up to half a second before it is in the file,
  // and a killed process would lose tables the ledger calls committed. RETENTION_TIME: the space
  // of old versions is used again at once, else the file grows by a block with every commit.
  String uri() {
    return "jdbc:h2:file:%s;AUTO_SERVER=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
            .formatted(folder.resolve("catalog"))
        + ";WRITE_DELAY=0;RETENTION_TIME=0";
  }

  @Override
  public void close() throws SQLException {
    if (!Files.exists(folder.resolve("catalog.mv.db"))) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(uri());
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }
}

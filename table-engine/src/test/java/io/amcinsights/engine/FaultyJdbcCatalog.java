package io.amcinsights.engine;

import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** The JDBC catalog with faults. */
public final class FaultyJdbcCatalog extends JdbcCatalog {

  private Faults faults;

  @Override
  public void initialize(String name, Map<String, String> properties) {
    faults = Faults.of(properties);
    super.initialize(name, properties);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier table) {
    return new FaultyOperations(super.newTableOps(table), faults);
  }

  private record FaultyOperations(TableOperations real, Faults faults) implements TableOperations {

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      switch (faults.commits()) {
        case NONE -> real.commit(base, metadata);
        case CONFLICT -> throw new CommitFailedException("as if another had been faster");
        case LOST -> {
          real.commit(base, metadata);
          throw unknown();
        }
        case DROPPED -> throw unknown();
      }
    }

    private static CommitStateUnknownException unknown() {
      return new CommitStateUnknownException(new IllegalStateException("connection lost"));
    }

    @Override
    public TableMetadata current() {
      return real.current();
    }

    @Override
    public TableMetadata refresh() {
      return real.refresh();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
      return real.temp(uncommitted);
    }

    @Override
    public FileIO io() {
      return real.io();
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return real.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
      return real.locationProvider();
    }
  }
}

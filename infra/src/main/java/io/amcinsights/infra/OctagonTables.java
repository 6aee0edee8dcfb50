package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * Octagon, the metadata: keys and indexes of every table in one place.
 *
 * <p>Indexes are sparse and sharded where writes would otherwise meet on one partition.
 */
final class OctagonTables extends Construct {

  private static final String NAME = "name";

  private final LakeTable datasets;
  private final LakeTable pipelines;
  private final LakeTable objects;
  private final LakeTable tables;
  private final LakeTable executions;
  private final LakeTable customers;

  OctagonTables(Construct scope, String id, LakeNames names, Key key) {
    super(scope, id);
    datasets =
        new LakeTable(this, "Datasets", names.table("datasets"), "DATASETS_TABLE", key, NAME)
            .listed(NAME);
    pipelines =
        new LakeTable(this, "Pipelines", names.table("pipelines"), "PIPELINES_TABLE", key, NAME)
            .listed(NAME);
    objects =
        new LakeTable(
                this, "Objects", names.table("objects"), "OBJECTS_TABLE", key, "id", "delivery")
            .index("by-state", "stateShard", "updatedAt")
            .index("by-day", "dayShard", "receivedAt")
            .index("by-table", "tableState", "receivedAt");
    tables =
        new LakeTable(this, "Tables", names.table("tables"), "TABLES_TABLE", key, NAME)
            .listed(NAME);
    executions =
        new LakeTable(this, "Executions", names.table("executions"), "EXECUTIONS_TABLE", key, "id")
            .index("by-day", "dayShard", "startedAt")
            .expires("expires");
    customers =
        new LakeTable(
                this,
                "Customers",
                names.table("customers"),
                "CUSTOMERS_TABLE",
                key,
                "customerId",
                "config")
            .index("by-bucket", "bucketName")
            .listed("customerId")
            .streamed();
  }

  LakeTable datasets() {
    return datasets;
  }

  LakeTable pipelines() {
    return pipelines;
  }

  LakeTable objects() {
    return objects;
  }

  LakeTable tables() {
    return tables;
  }

  LakeTable executions() {
    return executions;
  }

  LakeTable customers() {
    return customers;
  }
}

package io.amcinsights.stageb.glue;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.engine.Catalogs;
import io.amcinsights.engine.TableMaintenance;
import io.amcinsights.engine.maintain.Expiry;
import io.amcinsights.engine.maintain.Orphans;
import io.amcinsights.stageb.TableOptimizers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.CompactionStrategy;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.TableOptimizerConfiguration;
import software.amazon.awssdk.services.glue.model.TableOptimizerType;

/** The optimizers of Glue's catalog, which keep no less than the lake's own maintenance does. */
public final class GlueTableOptimizers implements TableOptimizers {

  private static final Logger LOG = LogManager.getLogger(GlueTableOptimizers.class);

  private final GlueClient glue;
  private final String catalogId;
  private final Map<TableOptimizerType, TableOptimizerConfiguration> wanted = new LinkedHashMap<>();

  /**
   * Sets optimizers up.
   *
   * @param roleArn what they run as; the catalog is that of its account
   */
  public GlueTableOptimizers(GlueClient glue, String roleArn) {
    this.glue = glue;
    this.catalogId = Arn.fromString(roleArn).accountId().orElseThrow();
    want(
        TableOptimizerType.COMPACTION,
        roleArn,
        it ->
            it.compactionConfiguration(
                compaction ->
                    compaction.icebergConfiguration(
                        iceberg ->
                            // By the table's sort order: a replacement goes on writing few files.
                            iceberg
                                .strategy(CompactionStrategy.SORT)
                                .minInputFiles(TableMaintenance.ENOUGH_FILES))));
    want(
        TableOptimizerType.RETENTION,
        roleArn,
        it ->
            it.retentionConfiguration(
                retention ->
                    retention.icebergConfiguration(
                        iceberg ->
                            iceberg
                                .snapshotRetentionPeriodInDays(moreThan(Expiry.AGE))
                                .numberOfSnapshotsToRetain(Expiry.SNAPSHOTS)
                                .cleanExpiredFiles(true))));
    want(
        TableOptimizerType.ORPHAN_FILE_DELETION,
        roleArn,
        it ->
            it.orphanFileDeletionConfiguration(
                orphans ->
                    orphans.icebergConfiguration(
                        iceberg ->
                            iceberg.orphanFileRetentionPeriodInDays(moreThan(Orphans.AGE)))));
  }

  private void want(
      TableOptimizerType type,
      String roleArn,
      Consumer<TableOptimizerConfiguration.Builder> details) {
    var configuration = TableOptimizerConfiguration.builder().enabled(true).roleArn(roleArn);
    details.accept(configuration);
    wanted.put(type, configuration.build());
  }

  /** In Glue's whole days. */
  private static int moreThan(Duration least) {
    return Math.toIntExact(least.toDays() + 1);
  }

  @Override
  public boolean ensure(String table) {
    TableIdentifier name = Catalogs.identifier(table);
    for (var optimizer : wanted.entrySet()) {
      String what = "%s optimizer of %s".formatted(optimizer.getKey(), table);
      try {
        AwsErrors.call(what, () -> ensure(name, optimizer.getKey(), optimizer.getValue(), what));
      } catch (EntityNotFoundException e) {
        LOG.info("Table {} has no optimizers, for it was not loaded yet", table);
        return false;
      }
    }
    return true;
  }

  private boolean ensure(
      TableIdentifier table,
      TableOptimizerType type,
      TableOptimizerConfiguration configuration,
      String what) {
    Optional<TableOptimizerConfiguration> found = find(table, type);
    if (found.isEmpty()) {
      LOG.info("Sets up the {}", what);
      return create(table, type, configuration);
    }
    if (holds(found.get(), configuration)) {
      return false;
    }
    LOG.info("Sets the {} right", what);
    glue.updateTableOptimizer(
        it ->
            it.catalogId(catalogId)
                .databaseName(table.namespace().level(0))
                .tableName(table.name())
                .type(type)
                .tableOptimizerConfiguration(configuration));
    return true;
  }

  private Optional<TableOptimizerConfiguration> find(
      TableIdentifier table, TableOptimizerType type) {
    try {
      return Optional.ofNullable(
              glue.getTableOptimizer(
                      it ->
                          it.catalogId(catalogId)
                              .databaseName(table.namespace().level(0))
                              .tableName(table.name())
                              .type(type))
                  .tableOptimizer())
          .map(it -> it.configuration());
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private boolean create(
      TableIdentifier table, TableOptimizerType type, TableOptimizerConfiguration configuration) {
    try {
      glue.createTableOptimizer(
          it ->
              it.catalogId(catalogId)
                  .databaseName(table.namespace().level(0))
                  .tableName(table.name())
                  .type(type)
                  .tableOptimizerConfiguration(configuration));
      return true;
    } catch (AlreadyExistsException e) {
      // By another run, or by hand: the next run compares it.
      return false;
    }
  }

  /** Whether something is as it is wanted; Glue fills in what was left open. */
  private static boolean holds(SdkPojo found, SdkPojo wanted) {
    for (SdkField<?> field : wanted.sdkFields()) {
      if (!same(field.getValueOrDefault(found), field.getValueOrDefault(wanted))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(@Nullable Object found, @Nullable Object wanted) {
    if (found instanceof SdkPojo inner && wanted instanceof SdkPojo other) {
      return holds(inner, other);
    }
    return wanted == null || wanted.equals(found);
  }
}

package io.amcinsights.core.dataset;

import io.amcinsights.core.naming.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of a team: a database, its tables and how files become rows.
 *
 * @param team lower-case letters, digits and {@code -}
 * @param lightTransform name of the stage A transform, {@code amc-csv} by default
 * @param heavyTransform name of the stage B transform, {@code table-engine} by default
 * @param schemas declared columns by workflow
 * @param stageBQueue url of the dataset's stage B queue; empty before it is deployed
 * @param database the Glue database: the sanitised {@code {team}_{dataset}}, where more than one
 *     installation shares a catalog with the installation before it; empty means without
 */
public record Dataset(
    String team,
    String pipeline,
    String dataset,
    String lightTransform,
    String heavyTransform,
    LoadLimits load,
    GlueSettings glue,
    Map<String, List<DeclaredColumn>> schemas,
    SchemaPolicy schemaPolicy,
    int maxRejectedRows,
    OnDelete onDelete,
    Numeric numeric,
    Maintenance maintenance,
    String stageBQueue,
    String database) {

  // Sorted, so that what is made of it (a template, a message) is the same on every machine.
  public Dataset {
    Map<String, List<DeclaredColumn>> sorted = new TreeMap<>();
    schemas.forEach((workflow, columns) -> sorted.put(workflow, List.copyOf(columns)));
    schemas = Collections.unmodifiableMap(sorted);
    database = database.isEmpty() ? plainDatabase(team, dataset) : database;
  }

  /** A dataset whose database has its plain name. */
  public Dataset(
      String team,
      String pipeline,
      String dataset,
      String lightTransform,
      String heavyTransform,
      LoadLimits load,
      GlueSettings glue,
      Map<String, List<DeclaredColumn>> schemas,
      SchemaPolicy schemaPolicy,
      int maxRejectedRows,
      OnDelete onDelete,
      Numeric numeric,
      Maintenance maintenance,
      String stageBQueue) {
    this(
        team,
        pipeline,
        dataset,
        lightTransform,
        heavyTransform,
        load,
        glue,
        schemas,
        schemaPolicy,
        maxRejectedRows,
        onDelete,
        numeric,
        maintenance,
        stageBQueue,
        "");
  }

  /** A dataset that is maintained once a day. */
  public Dataset(
      String team,
      String pipeline,
      String dataset,
      String lightTransform,
      String heavyTransform,
      LoadLimits load,
      GlueSettings glue,
      Map<String, List<DeclaredColumn>> schemas,
      SchemaPolicy schemaPolicy,
      int maxRejectedRows,
      OnDelete onDelete,
      Numeric numeric,
      String stageBQueue) {
    this(
        team,
        pipeline,
        dataset,
        lightTransform,
        heavyTransform,
        load,
        glue,
        schemas,
        schemaPolicy,
        maxRejectedRows,
        onDelete,
        numeric,
        Maintenance.DAILY,
        stageBQueue);
  }

  /** Name of a dataset's database where one installation has the catalog for itself. */
  public static String plainDatabase(String team, String dataset) {
    return Names.sanitise(team + "_" + dataset);
  }

  /** This dataset in another database. */
  public Dataset inDatabase(String name) {
    return new Dataset(
        team,
        pipeline,
        dataset,
        lightTransform,
        heavyTransform,
        load,
        glue,
        schemas,
        schemaPolicy,
        maxRejectedRows,
        onDelete,
        numeric,
        maintenance,
        stageBQueue,
        name);
  }

  /**
   * This dataset with more columns declared; what it declares of another name stays.
   *
   * @param columns of the workflow, each instead of one of the same name
   */
  public Dataset declaring(String workflow, List<DeclaredColumn> columns) {
    if (columns.isEmpty()) {
      return this;
    }
    Map<String, DeclaredColumn> merged = new LinkedHashMap<>();
    for (DeclaredColumn it : schemas.getOrDefault(workflow, List.of())) {
      merged.put(Names.sanitise(it.name()), it);
    }
    columns.forEach(it -> merged.put(Names.sanitise(it.name()), it));
    Map<String, List<DeclaredColumn>> all = new TreeMap<>(schemas);
    all.put(workflow, List.copyOf(merged.values()));
    return new Dataset(
        team,
        pipeline,
        dataset,
        lightTransform,
        heavyTransform,
        load,
        glue,
        all,
        schemaPolicy,
        maxRejectedRows,
        onDelete,
        numeric,
        maintenance,
        stageBQueue,
        database);
  }

  /** How much one load takes. */
  public record LoadLimits(int windowSeconds, int maxFiles, long maxBytes) {}

  /**
   * The Glue job of large loads.
   *
   * @param jobName null means the pipeline's own
   * @param minBytes delivered bytes, ready at once, from which a load is large
   * @param minFiles the same, counted
   * @param minRewriteBytes bytes of data files that a load has to write again, from which it is
   *     large
   */
  public record GlueSettings(
      @Nullable String jobName,
      String workerType,
      int workers,
      long minBytes,
      int minFiles,
      long minRewriteBytes) {

    /** A function reads this much in its quarter of an hour, with room to spare. */
    public static final long DEFAULT_MIN_BYTES = 1L << 30;

    /** Twenty loads of a function take about as long as Glue with its start. */
    public static final int DEFAULT_MIN_FILES = 20_000;

    /** Each row is read, typed and written again, which takes longer than loading it did. */
    public static final long DEFAULT_MIN_REWRITE_BYTES = 512L << 20;

    /** With the default thresholds. */
    public GlueSettings(@Nullable String jobName, String workerType, int workers) {
      this(jobName, workerType, workers, DEFAULT_MIN_BYTES, DEFAULT_MIN_FILES);
    }

    /** With the default threshold of what is written again. */
    public GlueSettings(
        @Nullable String jobName, String workerType, int workers, long minBytes, int minFiles) {
      this(jobName, workerType, workers, minBytes, minFiles, DEFAULT_MIN_REWRITE_BYTES);
    }
  }

  /**
   * When the dataset's tables are maintained, and by whom.
   *
   * @param schedule {@code rate(1 day)}, or {@code off}
   */
  public record Maintenance(String schedule, Maintainer by) {

    public static final Maintenance DAILY = new Maintenance("rate(1 day)", Maintainer.LAKE);

    public boolean off() {
      return schedule.equals("off");
    }
  }

  /** Who maintains tables. */
  public enum Maintainer {
    /** The lake's own maintenance, a load without deliveries. */
    LAKE,
    /** The optimizers of Glue's catalog; the schedule makes sure that every table has them. */
    GLUE
  }

  /** A column whose type is decided by its owner. */
  public record DeclaredColumn(String name, String type, @Nullable String doc) {}

  /** What may happen to the schema of a table. */
  public enum SchemaPolicy {
    WIDEN,
    STRICT
  }

  /** What a deleted object means for its rows. */
  public enum OnDelete {
    KEEP,
    REMOVE
  }

  /** How numbers without a fraction are typed. */
  public enum Numeric {
    INFER,
    DOUBLE
  }

  /** {@code {team}-{dataset}}, the key of the Datasets table. */
  public String name() {
    return team + "-" + dataset;
  }

  /** {@code {team}-{pipeline}}. */
  public String pipelineName() {
    return team + "-" + pipeline;
  }
}

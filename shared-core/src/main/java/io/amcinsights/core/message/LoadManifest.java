package io.amcinsights.core.message;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.dataset.Dataset.DeclaredColumn;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one load consists of, written once (If-None-Match) before anything is committed: a delivery
 * that is not in it is not in the load, whatever the catalog says.
 *
 * @param baseSnapshot the table's snapshot when the load was planned; null for a new table
 * @param schemaId the table's schema then; null for a new table
 * @param entries none when the load is the table's maintenance
 * @param columns what the workflow declares of its columns; the dataset declares the others
 */
public record LoadManifest(
    String commitId,
    String dataset,
    String table,
    long generation,
    @Nullable Long baseSnapshot,
    @Nullable Integer schemaId,
    List<Entry> entries,
    List<DeclaredColumn> columns) {

  public LoadManifest {
    entries = List.copyOf(entries);
    columns = List.copyOf(columns);
  }

  /** Of a workflow that declares nothing. */
  public LoadManifest(
      String commitId,
      String dataset,
      String table,
      long generation,
      @Nullable Long baseSnapshot,
      @Nullable Integer schemaId,
      List<Entry> entries) {
    this(commitId, dataset, table, generation, baseSnapshot, schemaId, entries, List.of());
  }

  /**
   * One delivery of a load.
   *
   * @param preStage uri of the folder that holds {@code data.parquet} and {@code profile.json};
   *     null for a deletion, and for an object too large for stage A, which the load itself stages
   * @param customer value of the {@code customer_hash} column
   * @param exportYear 4 digits
   * @param exportMonth 2 digits
   * @param held what the table holds of the object, for the load to compare what nobody read
   *     before; null otherwise
   */
  public record Entry(
      DeliveryRef delivery,
      int attempt,
      boolean deletion,
      @Nullable String preStage,
      @Nullable String contentHash,
      long bytes,
      String customer,
      String exportYear,
      String exportMonth,
      Instant modifiedAt,
      @Nullable Held held)
      implements Serializable {

    public Entry {
      modifiedAt = modifiedAt.truncatedTo(MILLIS);
    }

    /** A delivery there is nothing to compare with. */
    public Entry(
        DeliveryRef delivery,
        int attempt,
        boolean deletion,
        @Nullable String preStage,
        @Nullable String contentHash,
        long bytes,
        String customer,
        String exportYear,
        String exportMonth,
        Instant modifiedAt) {
      this(
          delivery,
          attempt,
          deletion,
          preStage,
          contentHash,
          bytes,
          customer,
          exportYear,
          exportMonth,
          modifiedAt,
          null);
    }

    /** Whether the load itself has to read the delivered object. */
    public boolean unstaged() {
      return preStage == null && !deletion;
    }
  }

  /**
   * The delivery of an object whose rows are in the table.
   *
   * @param contentHash SHA-256 of its bytes
   */
  public record Held(String delivery, String contentHash) implements Serializable {}
}

package io.amcinsights.core.operator;

import io.amcinsights.core.dataset.Dataset;
import org.jspecify.annotations.Nullable;

/** Maintenance of tables where the lake runs. */
public interface TableCare {

  /**
   * What a run would do.
   *
   * @param files data files that would be brought together
   * @param groups files that would take their place
   * @param bytes of the data files
   * @param snapshots that would expire
   * @param orphans files without a reference
   */
  record Preview(int files, int groups, long bytes, int snapshots, int orphans, long orphanBytes) {}

  /** Says what a run would do now, and does nothing. */
  Preview preview(String table);

  /**
   * Marks as due and rings, as the dataset's schedule does.
   *
   * @param table one table of the dataset; null for all of them
   */
  void ring(Dataset dataset, @Nullable String table);

  /** Removes a table with all its files; one that is not there is gone already. */
  void drop(String table);
}

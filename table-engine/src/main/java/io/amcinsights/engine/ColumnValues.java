package io.amcinsights.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** Tells from file metrics whether a column of a table has any value. */
final class ColumnValues {

  private ColumnValues() {}

  /** True also when a file's metrics do not say. */
  static boolean any(Table table, String column) {
    if (table.currentSnapshot() == null) {
      return false;
    }
    int id = table.schema().findField(column).fieldId();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        Map<Integer, Long> values = task.file().valueCounts();
        // Files older than the column have no count of it.
        long count = values == null ? 1 : values.getOrDefault(id, 0L);
        if (count > nulls(task.file().nullValueCounts(), id)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long nulls(@Nullable Map<Integer, Long> counts, int id) {
    return counts == null ? 0 : counts.getOrDefault(id, 0L);
  }
}

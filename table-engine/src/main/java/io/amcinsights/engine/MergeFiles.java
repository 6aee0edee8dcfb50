package io.amcinsights.engine;

import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Writes the rows of a group of data files into one, in the order of their objects. */
record MergeFiles(Table table, CompactionPlan.Group group) implements Unit<DataFile> {

  private static final long MOST_ROWS_OF_A_FILE = 1L << 40;

  @Override
  public DataFile run(Site site) {
    try (WorkFolder folder = WorkFolder.in(site.folder())) {
      List<Path> local = site.copies(table, group.files(), folder);
      DataFile merged =
          new DataFileWriter(site.duck(), table, folder.path())
              .rewritten(
                  "SELECT *, file_index * %d + file_row_number AS %s FROM %s"
                      .formatted(
                          MOST_ROWS_OF_A_FILE,
                          StagedSql.ROW,
                          ParquetSql.read(table.schema(), local)),
                  group.files().get(0).partition())
              .orElseThrow();
      if (merged.recordCount() != group.rows()) {
        throw new IllegalStateException(
            "DuckDB wrote %d rows of %d into %s"
                .formatted(merged.recordCount(), group.rows(), table));
      }
      return merged;
    }
  }
}

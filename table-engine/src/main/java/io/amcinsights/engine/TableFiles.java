package io.amcinsights.engine;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PropertyUtil;

/** Lists the data files of a table. */
final class TableFiles {

  // Iceberg stops comparing bounds beyond 200 values of an IN.
  private static final int MOST_VALUES = 200;

  private TableFiles() {}

  /** How large a data file should be. */
  static long targetBytes(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  /** All data files, without their statistics: a table may have very many. */
  static List<DataFile> all(Table table) {
    List<DataFile> files = new ArrayList<>();
    each(table.newScan(), file -> files.add(file.copyWithoutStats()));
    return files;
  }

  /** Data files that may hold rows of an object, as far as bounds tell. */
  static List<DataFile> mayHold(Table table, Iterable<String> objects) {
    List<String> sorted = new ArrayList<>();
    objects.forEach(sorted::add);
    sorted.sort(null);
    Map<String, DataFile> files = new LinkedHashMap<>();
    for (int from = 0; from < sorted.size(); from += MOST_VALUES) {
      List<String> some = sorted.subList(from, Math.min(sorted.size(), from + MOST_VALUES));
      Expression filter = Expressions.in(Columns.SOURCE_OBJECT, some.toArray());
      each(
          table.newScan().filter(filter),
          file -> files.putIfAbsent(file.location(), file.copyWithoutStats()));
    }
    return List.copyOf(files.values());
  }

  /** Shows every data file with its statistics; what is kept of one must be copied. */
  static void eachWithStatistics(Table table, Consumer<DataFile> visitor) {
    each(table.newScan().includeColumnStats(), visitor);
  }

  private static void each(TableScan scan, Consumer<DataFile> visitor) {
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new InvalidInputException(
              "Table %s has row-level deletes, which the lake does not write; compact it with the"
                  + " engine that did",
              scan.table().name());
        }
        visitor.accept(task.file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

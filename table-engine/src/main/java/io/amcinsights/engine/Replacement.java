package io.amcinsights.engine;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Finds the data files that hold rows of given objects and writes them again without those rows.
 */
final class Replacement {

  // Iceberg stops comparing bounds beyond 200 values of an IN.
  private static final int MOST_VALUES = 200;

  /** Files to drop and what takes their place. */
  record Change(List<DataFile> dropped, List<DataFile> written) {

    boolean nothing() {
      return dropped.isEmpty();
    }
  }

  private final DuckSession duck;
  private final Path work;
  private final SourceIndex index;

  Replacement(DuckSession duck, Path work, SourceIndex index) {
    this.duck = duck;
    this.work = work;
    this.index = index;
  }

  /**
   * Removes rows of the objects.
   *
   * @param before the table to search
   * @param writer writes with the table's new schema
   */
  Change remove(Table before, DataFileWriter writer, Collection<String> objects) {
    List<DataFile> dropped = new ArrayList<>();
    List<DataFile> written = new ArrayList<>();
    for (DataFile candidate : candidates(before, objects).values()) {
      Path local = work.resolve(UUID.randomUUID() + ".old.parquet");
      Set<String> held = index.find(candidate.location()).orElse(null);
      if (held == null) {
        DataFileCache.copy(before.io(), candidate.location(), local);
        held = objectsIn(local);
        index.put(candidate.location(), held);
      }
      Set<String> affected = new HashSet<>(held);
      affected.retainAll(Set.copyOf(objects));
      if (!affected.isEmpty()) {
        dropped.add(candidate);
        if (affected.size() < held.size()) {
          if (!Files.exists(local)) {
            DataFileCache.copy(before.io(), candidate.location(), local);
          }
          Optional<DataFile> rest = writer.rewrite(local, candidate.partition(), affected);
          Set<String> left = new HashSet<>(held);
          left.removeAll(affected);
          rest.ifPresent(file -> index.put(file.location(), left));
          rest.ifPresent(written::add);
        }
      }
      delete(local);
    }
    return new Change(dropped, written);
  }

  private Set<String> objectsIn(Path file) {
    return Set.copyOf(
        duck.query(
            "SELECT DISTINCT coalesce(source_object, '') FROM read_parquet(%s)"
                .formatted(Sql.text(file.toString())),
            row -> row.getString(1)));
  }

  private static Map<String, DataFile> candidates(Table table, Collection<String> objects) {
    Map<String, DataFile> files = new LinkedHashMap<>();
    List<String> sorted = objects.stream().sorted().toList();
    for (int from = 0; from < sorted.size(); from += MOST_VALUES) {
      List<String> some = sorted.subList(from, Math.min(sorted.size(), from + MOST_VALUES));
      collect(table, Expressions.in(Columns.SOURCE_OBJECT, some.toArray()), files);
    }
    return files;
  }

  private static void collect(Table table, Expression filter, Map<String, DataFile> files) {
    if (table.currentSnapshot() == null) {
      return;
    }
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().filter(filter).includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new InvalidInputException(
              "Table %s has row-level deletes, which the lake does not write; compact it with the engine that did",
              table.name());
        }
        files.putIfAbsent(task.file().location(), task.file().copy());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

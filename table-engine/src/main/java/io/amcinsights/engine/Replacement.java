package io.amcinsights.engine;

import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Finds the data files that hold rows of given objects and writes them again without those rows.
 */
final class Replacement {

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
  Change remove(Table before, DataFileWriter writer, Set<String> objects) {
    List<DataFile> dropped = new ArrayList<>();
    List<DataFile> written = new ArrayList<>();
    for (DataFile candidate : TableFiles.mayHold(before, objects)) {
      Path local = work.resolve(UUID.randomUUID() + ".old.parquet");
      Set<String> held = index.find(candidate.location()).orElse(null);
      if (held == null) {
        DataFileCache.copy(before.io(), candidate.location(), local);
        held = objectsIn(local);
        index.put(candidate.location(), held);
      }
      Set<String> affected = new HashSet<>(held);
      affected.retainAll(objects);
      if (!affected.isEmpty()) {
        dropped.add(candidate);
        if (affected.size() < held.size()) {
          if (!Files.exists(local)) {
            DataFileCache.copy(before.io(), candidate.location(), local);
          }
          Optional<DataFile> rest = writer.without(local, candidate.partition(), affected);
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

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

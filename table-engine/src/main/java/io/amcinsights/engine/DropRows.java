package io.amcinsights.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Writes data files again without the rows of some objects.
 *
 * @param table with the schema to write
 */
record DropRows(Table table, List<Remaining> files) implements Unit<List<WrittenFile>> {

  /**
   * A data file of which some rows stay.
   *
   * @param gone objects whose rows do not
   * @param left objects whose rows do
   */
  record Remaining(DataFile file, Set<String> gone, Set<String> left)
      implements java.io.Serializable {}

  @Override
  public List<WrittenFile> run(Site site) {
    List<WrittenFile> written = new ArrayList<>();
    for (Remaining some : files) {
      try (WorkFolder folder = WorkFolder.in(site.folder())) {
        Path local = site.copies(table, List.of(some.file()), folder).get(0);
        new DataFileWriter(site.duck(), table, folder.path())
            .without(local, some.file().partition(), some.gone())
            .ifPresent(rest -> written.add(new WrittenFile(rest, some.left())));
      }
    }
    return written;
  }
}

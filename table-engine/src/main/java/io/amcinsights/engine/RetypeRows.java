package io.amcinsights.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Writes rows of data files again under another schema, from their own values.
 *
 * @param before with the schema they were written under
 * @param after with the schema to write
 * @param condition SQL that says which rows
 */
record RetypeRows(Table before, Table after, List<DataFile> files, String condition)
    implements Unit<List<DataFile>> {

  @Override
  public List<DataFile> run(Site site) {
    TypedValues types = new TypedValues(before.schema());
    List<DataFile> written = new ArrayList<>();
    for (DataFile file : files) {
      try (WorkFolder folder = WorkFolder.in(site.folder())) {
        Path local = site.copies(before, List.of(file), folder).get(0);
        new DataFileWriter(site.duck(), after, folder.path())
            .retyped(local, file.partition(), types, condition)
            .ifPresent(written::add);
      }
    }
    return written;
  }
}

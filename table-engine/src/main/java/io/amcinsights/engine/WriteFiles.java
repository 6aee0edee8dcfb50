package io.amcinsights.engine;

import java.util.List;
import org.apache.iceberg.Table;

/**
 * Writes staged files of one partition.
 *
 * @param table with the schema to write
 * @param partition values, in the order of the table's spec
 */
record WriteFiles(Table table, List<String> partition, List<StagedFile> files)
    implements Unit<List<WrittenFile>> {

  @Override
  public List<WrittenFile> run(Site site) {
    List<LocalFile> local = site.downloads().map(files, file -> file.on(site));
    return new DataFileWriter(site.duck(), table, site.folder()).write(local, partition);
  }
}

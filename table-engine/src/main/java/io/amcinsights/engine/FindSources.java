package io.amcinsights.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Finds out whose rows data files hold, and how many: for each file in turn. */
record FindSources(Table table, List<DataFile> files) implements Unit<List<Map<HeldSource, Long>>> {

  /** Has workers find it out. */
  static List<Map<HeldSource, Long>> in(
      Table table, List<DataFile> files, Workers workers, Site here) {
    List<FindSources> units =
        Shares.of(files, DataFile::fileSizeInBytes, workers).stream()
            .map(share -> new FindSources(table, share))
            .toList();
    return workers.run(units, here).stream().flatMap(List::stream).toList();
  }

  @Override
  public List<Map<HeldSource, Long>> run(Site site) {
    try (WorkFolder folder = WorkFolder.in(site.folder())) {
      List<Path> local = site.copies(table, files, folder);
      return HeldSource.in(site.duck(), table.schema(), local);
    }
  }
}

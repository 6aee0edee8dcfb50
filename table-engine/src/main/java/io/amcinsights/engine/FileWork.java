package io.amcinsights.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Divides the writing of staged files into units of work: partitions, or shares of large ones. */
record FileWork(Workers workers, Site here, SourceIndex index) {

  /** The rows of staged files, partition by partition, in the order of their objects and lines. */
  List<DataFile> write(Table table, List<StagedFile> files) {
    List<WriteFiles> units = new ArrayList<>();
    partitions(files)
        .forEach(
            (values, some) ->
                shares(some).forEach(share -> units.add(new WriteFiles(table, values, share))));
    return index.learn(workers.run(units, here));
  }

  private static Map<List<String>, List<StagedFile>> partitions(List<StagedFile> files) {
    Map<List<String>, List<StagedFile>> partitions = new LinkedHashMap<>();
    for (StagedFile file : files) {
      partitions
          .computeIfAbsent(
              List.of(
                  file.entry().customer(), file.entry().exportYear(), file.entry().exportMonth()),
              any -> new ArrayList<>())
          .add(file);
    }
    return partitions;
  }

  private List<List<StagedFile>> shares(List<StagedFile> files) {
    List<StagedFile> sorted =
        files.stream().sorted(Comparator.comparing(StagedFile::object)).toList();
    return Shares.of(sorted, file -> file.entry().bytes(), workers);
  }
}

package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.engine.DropRows.Remaining;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Finds the data files that hold rows of given objects and writes them again without those rows.
 */
record Replacement(Workers workers, Site here, SourceIndex index, Dataset dataset) {

  /**
   * Removes rows of the objects.
   *
   * @param before the table to search
   * @param after with the schema to write
   * @throws TooLargeHereException when more would have to be written again than this process may
   */
  Change remove(Table before, Table after, Set<String> objects) {
    List<DataFile> candidates = TableFiles.mayHold(before, objects);
    Map<DataFile, Set<String>> held = held(before, candidates);
    List<DataFile> dropped = new ArrayList<>();
    List<Remaining> remaining = new ArrayList<>();
    for (DataFile candidate : candidates) {
      Set<String> gone = new HashSet<>(held.getOrDefault(candidate, Set.of()));
      Set<String> left = new HashSet<>(gone);
      gone.retainAll(objects);
      left.removeAll(objects);
      if (!gone.isEmpty()) {
        dropped.add(candidate);
        if (!left.isEmpty()) {
          remaining.add(new Remaining(candidate, gone, left));
        }
      }
    }
    return new Change(dropped, written(after, remaining));
  }

  private Map<DataFile, Set<String>> held(Table table, List<DataFile> files) {
    Map<DataFile, Set<String>> held = new HashMap<>();
    List<DataFile> unknown = new ArrayList<>();
    for (DataFile file : files) {
      index
          .find(file.location())
          .ifPresentOrElse(known -> held.put(file, known), () -> unknown.add(file));
    }
    List<Map<HeldSource, Long>> found = FindSources.in(table, unknown, workers, here);
    for (int i = 0; i < unknown.size(); i++) {
      Set<String> objects =
          found.get(i).keySet().stream().map(HeldSource::object).collect(Collectors.toSet());
      index.put(unknown.get(i).location(), objects);
      held.put(unknown.get(i), objects);
    }
    return held;
  }

  private List<DataFile> written(Table after, List<Remaining> remaining) {
    long bytes = remaining.stream().mapToLong(some -> some.file().fileSizeInBytes()).sum();
    if (bytes > workers.mostRewritten(dataset)) {
      throw new TooLargeHereException(
          "%d data files of %d MB hold rows to be replaced and have to be written again",
          remaining.size(), bytes >> 20);
    }
    List<DropRows> units =
        Shares.of(remaining, some -> some.file().fileSizeInBytes(), workers).stream()
            .map(share -> new DropRows(after, share))
            .toList();
    return index.learn(workers.run(units, here));
  }
}

package io.amcinsights.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;

/**
 * Which objects a data file holds rows of. Files never change, so what was once learned stays true;
 * the least recently asked are forgotten.
 */
final class SourceIndex {

  private static final int MOST_OBJECTS = 100_000;

  private final LinkedHashMap<String, Set<String>> objects = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  synchronized Optional<Set<String>> find(String location) {
    return Optional.ofNullable(objects.get(location));
  }

  /** Learns of files that were just written; the answer is those files. */
  List<DataFile> learn(List<List<WrittenFile>> written) {
    List<DataFile> files = new ArrayList<>();
    for (List<WrittenFile> some : written) {
      for (WrittenFile one : some) {
        put(one.file().location(), one.objects());
        files.add(one.file());
      }
    }
    return files;
  }

  synchronized void put(String location, Set<String> held) {
    if (objects.put(location, Set.copyOf(held)) == null) {
      size += held.size();
    }
    var eldest = objects.entrySet().iterator();
    while (size > MOST_OBJECTS && eldest.hasNext()) {
      Map.Entry<String, Set<String>> entry = eldest.next();
      size -= entry.getValue().size();
      eldest.remove();
    }
  }
}

package io.amcinsights.engine.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of the staged columns: as in the header, made unique in any case. */
final class SourceColumns {

  private SourceColumns() {}

  static List<String> unique(List<String> header) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String base = header.get(i).isBlank() ? "column_" + (i + 1) : header.get(i);
      String name = base;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = base + "_" + n;
      }
      names.add(name);
    }
    return names;
  }
}

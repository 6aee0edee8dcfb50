package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.naming.Names;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the rows of a staged file come from: what its lineage columns hold. */
record Lineage(LoadManifest.Entry entry) {

  /** Values by column, in the order of the columns: texts, and one time in UTC. */
  Map<String, Object> values() {
    List<Object> values =
        List.of(
            entry.delivery().object().uri(),
            entry.delivery().delivery(),
            entry.customer(),
            entry.exportYear(),
            entry.exportMonth(),
            modified(entry.modifiedAt()));
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      named.put(Names.LINEAGE_COLUMNS.get(i), values.get(i));
    }
    return named;
  }

  private static LocalDateTime modified(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}

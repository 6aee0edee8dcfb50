package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Types of columns that the owner of a dataset decided. */
final class DeclaredTypes {

  private DeclaredTypes() {}

  /** By the name of the column in the table. */
  static Map<String, ColumnType> of(Dataset dataset, String workflow) {
    Map<String, ColumnType> types = new HashMap<>();
    for (Dataset.DeclaredColumn column : dataset.schemas().getOrDefault(workflow, List.of())) {
      try {
        types.put(Names.sanitise(column.name()), ColumnType.of(column.type()));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(
            e,
            "Dataset %s declares column '%s' of workflow '%s' as '%s'; known types are boolean,"
                + " long, double, date, timestamp, string",
            dataset.name(),
            column.name(),
            workflow,
            column.type().toLowerCase(Locale.ROOT));
      }
    }
    return types;
  }
}

package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** Says why a file cannot be loaded: which column, both types, the value, and what to do. */
record Refusals(Dataset dataset, String table) {

  private static final int SHOWN = 60;

  /** A table has one source for ever. */
  String source(TableSource owner, TableSource other) {
    return ("Table %s belongs to %s and this file comes from %s; rename the workflow or schedule of"
            + " one, then deliver the file again")
        .formatted(table, owner.words(), other.words());
  }

  String newColumn(String name) {
    return ("Column '%s' is new and table %s has schema policy strict; remove the column, or set"
            + " schemaPolicy to widen")
        .formatted(name, table);
  }

  String unknownType(String name, Type type) {
    return ("Column '%s' is %s in table %s, a type the lake does not write; another program made"
            + " it so, drop the column there or load into a new table")
        .formatted(name, type, table);
  }

  String undecided(Profile.Column column) {
    return ("Column '%s' of table %s had no value so far and the file has %s, but schema policy"
            + " strict lets no type be decided; declare the column, or set schemaPolicy to widen")
        .formatted(column.name(), table, found(column));
  }

  String declared(Profile.Column column, ColumnType type) {
    return ("Column '%s' is declared %s for dataset %s but the file has %s%s; correct the file, or"
            + " the declaration")
        .formatted(
            column.name(), type.wireName(), dataset.name(), found(column), example(column, type));
  }

  /**
   * @param obstacle why the table cannot be written again; null when the policy is strict
   */
  String fixed(Profile.Column column, ColumnType type, @Nullable String obstacle) {
    String why =
        obstacle == null
            ? "schema policy strict lets no type change; correct the file, or set schemaPolicy to"
                + " widen"
            : "the column cannot be widened: " + obstacle;
    return "Column '%s' is %s in table %s but the file has %s%s; %s"
        .formatted(
            column.name(), type.wireName(), table, found(column), example(column, type), why);
  }

  /** Privacy-filtered rows have no say in a type; what they hold must not become null unseen. */
  Optional<String> filteredRow(Profile.Column column, Map<String, ColumnType> types) {
    ColumnType type = types.get(column.name());
    Profile.Misfit misfit = type == null ? null : column.filteredMisfits().get(type);
    return type == null || misfit == null
        ? Optional.empty()
        : Optional.of(
            ("Column '%s' is %s but a privacy-filtered row has %s; declare the column string for"
                    + " this workflow, or deliver the row without the value")
                .formatted(column.name(), type.wireName(), shown(misfit)));
  }

  private static String found(Profile.Column column) {
    return column.type() == null ? "no values" : column.type().wireName();
  }

  private static String example(Profile.Column column, ColumnType wanted) {
    Profile.Misfit misfit = column.misfits().get(wanted);
    return misfit == null ? "" : " (%s)".formatted(shown(misfit));
  }

  private static String shown(Profile.Misfit misfit) {
    String value = misfit.value();
    return "line %d: '%s'"
        .formatted(
            misfit.line(), value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...");
  }
}

package io.amcinsights.engine;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.types.TypeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Decides types from profiles: declared ones first, then the table's own, then what all new files
 * have in common. A file that does not fit is refused with the value that shows it.
 */
final class SchemaPlanner {

  private final Dataset dataset;
  private final String table;
  private final Map<String, ColumnType> declared;
  private final @Nullable Schema schema;
  private final Set<String> provisional;
  private final Predicate<String> hasValues;

  /**
   * @param schema of the table; null when it is new
   * @param hasValues whether a provisional column of the table has any value
   */
  SchemaPlanner(
      Dataset dataset,
      String workflow,
      String table,
      @Nullable Schema schema,
      Set<String> provisional,
      Predicate<String> hasValues) {
    this.dataset = dataset;
    this.table = table;
    this.declared = declared(dataset, workflow);
    this.schema = schema;
    this.provisional = provisional;
    this.hasValues = hasValues;
  }

  SchemaPlan plan(List<StagedFile> files) {
    Map<DeliveryRef, String> rejected = new LinkedHashMap<>();
    List<StagedFile> accepted = new ArrayList<>();
    for (StagedFile file : files) {
      Optional<String> reason = misfit(file);
      reason.ifPresent(text -> rejected.put(file.entry().delivery(), text));
      if (reason.isEmpty()) {
        accepted.add(file);
      }
    }
    Map<String, Set<ColumnType>> merged = merge(accepted);
    Map<String, ColumnType> added = new LinkedHashMap<>();
    Map<String, ColumnType> retyped = new LinkedHashMap<>();
    Map<String, ColumnType> types = new HashMap<>();
    Set<String> undecided = new LinkedHashSet<>(provisional);
    for (String name : names(accepted)) {
      Set<ColumnType> fits = merged.get(name);
      ColumnType type = decide(name, fits);
      Types.NestedField field = field(name);
      ColumnType stored = field == null ? type : Columns.ofIceberg(field.type());
      if (stored != null) {
        types.put(name, stored);
      }
      if (field == null) {
        added.put(name, type);
        if (fits == null && !declared.containsKey(name)) {
          undecided.add(name);
        }
      } else if (fits != null && undecided.remove(name) && type != ColumnType.STRING) {
        if (!hasValues.test(name)) {
          retyped.put(name, type);
          types.put(name, type);
        }
      }
    }
    return new SchemaPlan(accepted, rejected, added, retyped, types, undecided);
  }

  private Optional<String> misfit(StagedFile file) {
    for (Profile.Column column : file.profile().columns()) {
      Optional<String> reason = misfit(column);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private Optional<String> misfit(Profile.Column column) {
    String name = column.name();
    Types.NestedField field = field(name);
    if (field == null) {
      ColumnType wanted = declared.get(name);
      if (schema != null && dataset.schemaPolicy() == Dataset.SchemaPolicy.STRICT) {
        return Optional.of(
            ("Column '%s' is new and table %s has schema policy strict; remove the column, or set"
                    + " schemaPolicy to widen")
                .formatted(name, table));
      }
      return wanted == null || fits(column, wanted)
          ? Optional.empty()
          : Optional.of(
              "Column '%s' is declared %s for dataset %s but the file has %s%s; correct the file, or the declaration"
                  .formatted(
                      name,
                      wanted.wireName(),
                      dataset.name(),
                      found(column),
                      example(column, wanted)));
    }
    ColumnType stored = Columns.ofIceberg(field.type());
    return stored != null && fits(column, stored)
        ? Optional.empty()
        : Optional.of(
            "Column '%s' is %s in table %s but the file has %s%s; deliver values that fit, widening a column is not supported yet"
                .formatted(
                    name,
                    stored == null ? field.type() : stored.wireName(),
                    table,
                    found(column),
                    stored == null ? "" : example(column, stored)));
  }

  private static boolean fits(Profile.Column column, ColumnType type) {
    return column.type() == null || column.fits().contains(type);
  }

  private static String found(Profile.Column column) {
    return column.type() == null ? "no values" : column.type().wireName();
  }

  private static String example(Profile.Column column, ColumnType wanted) {
    Profile.Misfit misfit = column.misfits().get(wanted);
    if (misfit == null) {
      return "";
    }
    String value = misfit.value();
    return " (line %d: '%s')"
        .formatted(misfit.line(), value.length() <= 60 ? value : value.substring(0, 60) + "...");
  }

  /** Types all files' values have in common, for columns with values. */
  private static Map<String, Set<ColumnType>> merge(List<StagedFile> files) {
    Map<String, Set<ColumnType>> merged = new HashMap<>();
    for (StagedFile file : files) {
      for (Profile.Column column : file.profile().columns()) {
        if (column.type() != null) {
          merged.put(column.name(), TypeRules.common(merged.get(column.name()), column.fits()));
        }
      }
    }
    return merged;
  }

  private static Set<String> names(List<StagedFile> files) {
    Set<String> names = new LinkedHashSet<>();
    files.forEach(file -> file.profile().columns().forEach(column -> names.add(column.name())));
    return names;
  }

  private ColumnType decide(String name, @Nullable Set<ColumnType> fits) {
    ColumnType wanted = declared.get(name);
    if (wanted != null) {
      return wanted;
    }
    if (fits == null) {
      return ColumnType.STRING;
    }
    ColumnType type = TypeRules.choose(name, fits);
    return type == ColumnType.LONG
            && dataset.numeric() == Dataset.Numeric.DOUBLE
            && fits.contains(ColumnType.DOUBLE)
        ? ColumnType.DOUBLE
        : type;
  }

  private Types.@Nullable NestedField field(String name) {
    return schema == null ? null : schema.findField(name);
  }

  private static Map<String, ColumnType> declared(Dataset dataset, String workflow) {
    Map<String, ColumnType> types = new HashMap<>();
    for (Dataset.DeclaredColumn column : dataset.schemas().getOrDefault(workflow, List.of())) {
      try {
        types.put(Names.sanitise(column.name()), ColumnType.of(column.type()));
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(
            e,
            "Dataset %s declares column '%s' of workflow '%s' as '%s'; known types are boolean, long, double, date, timestamp, string",
            dataset.name(),
            column.name(),
            workflow,
            column.type().toLowerCase(Locale.ROOT));
      }
    }
    return types;
  }
}

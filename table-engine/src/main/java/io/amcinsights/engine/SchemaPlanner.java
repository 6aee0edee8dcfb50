package io.amcinsights.engine;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.types.TypeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Decides types from profiles: declared ones first, then what all values have in common, those the
 * table holds and those of all new files. A column of the table keeps its type if it can and is
 * widened if it must; a file that a column may not be widened for is refused.
 */
final class SchemaPlanner {

  private final Dataset dataset;
  private final Map<String, ColumnType> declared;
  private final @Nullable Table current;
  private final @Nullable ColumnValues held;
  private final @Nullable String obstacle;
  private final Set<String> provisional;
  private final Refusals refusals;

  /**
   * @param table its name
   * @param current null when the table is new
   * @param obstacle why what the table holds cannot be written again; null when it can
   */
  SchemaPlanner(
      Dataset dataset,
      String workflow,
      String table,
      @Nullable Table current,
      @Nullable String obstacle) {
    this.dataset = dataset;
    this.declared = DeclaredTypes.of(dataset, workflow);
    this.current = current;
    this.held = current == null ? null : new ColumnValues(current);
    this.obstacle = obstacle;
    this.provisional = current == null ? Set.of() : Columns.provisional(current.properties());
    this.refusals = new Refusals(dataset, table);
  }

  SchemaPlan plan(List<StagedFile> files) {
    Map<DeliveryRef, String> rejected = new LinkedHashMap<>();
    List<StagedFile> left = fitting(files, this::misfit, rejected);
    while (true) {
      Map<String, ColumnType> types = types(left);
      List<StagedFile> fitting =
          fitting(left, column -> refusals.filteredRow(column, types), rejected);
      if (fitting.size() == left.size()) {
        return plan(left, types, rejected);
      }
      // Without the refused files the others may have other types in common.
      left = fitting;
    }
  }

  private SchemaPlan plan(
      List<StagedFile> accepted, Map<String, ColumnType> types, Map<DeliveryRef, String> rejected) {
    Map<String, ColumnType> added = new LinkedHashMap<>(types);
    Map<String, ColumnType> retyped = new LinkedHashMap<>();
    boolean rewrite = false;
    if (current != null && held != null) {
      for (Types.NestedField field : current.schema().columns()) {
        ColumnType type = added.remove(field.name());
        if (type != null && type != Columns.ofIceberg(field.type())) {
          retyped.put(field.name(), type);
          rewrite |= held.any(field);
        }
      }
    }
    return new SchemaPlan(
        accepted, rejected, added, retyped, rewrite, undecided(accepted, added.keySet()));
  }

  private Set<String> undecided(List<StagedFile> accepted, Set<String> added) {
    Set<String> undecided = new LinkedHashSet<>(provisional);
    undecided.addAll(added);
    undecided.removeAll(merge(accepted).keySet());
    undecided.removeAll(declared.keySet());
    return undecided;
  }

  private static List<StagedFile> fitting(
      List<StagedFile> files,
      Function<Profile.Column, Optional<String>> misfit,
      Map<DeliveryRef, String> rejected) {
    List<StagedFile> fitting = new ArrayList<>();
    for (StagedFile file : files) {
      Optional<String> reason =
          file.profile().columns().stream().flatMap(it -> misfit.apply(it).stream()).findFirst();
      reason.ifPresent(text -> rejected.put(file.entry().delivery(), text));
      if (reason.isEmpty()) {
        fitting.add(file);
      }
    }
    return fitting;
  }

  /** Why a file cannot be loaded whatever the other files are. */
  private Optional<String> misfit(Profile.Column column) {
    String name = column.name();
    Types.NestedField field = field(name);
    if (field == null && current != null && strict()) {
      return Optional.of(refusals.newColumn(name));
    }
    if (field != null && stored(field) == null) {
      return Optional.of(refusals.unknownType(name, field.type()));
    }
    Optional<ColumnType> fixed = fixed(name);
    if (fixed.isPresent() && column.type() != null && !column.fits().contains(fixed.get())) {
      return Optional.of(
          declared.get(name) == fixed.get()
              ? refusals.declared(column, fixed.get())
              : refusals.fixed(column, fixed.get(), strict() ? null : obstacle));
    }
    if (strict()
        && provisional.contains(name)
        && column.type() != null
        && decide(name, column.fits()) != ColumnType.STRING) {
      return Optional.of(refusals.undecided(column));
    }
    return Optional.empty();
  }

  private Map<String, ColumnType> types(List<StagedFile> files) {
    Map<String, List<ColumnType>> merged = merge(files);
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (StagedFile file : files) {
      for (Profile.Column column : file.profile().columns()) {
        types.computeIfAbsent(column.name(), name -> type(name, merged.get(name)));
      }
    }
    return types;
  }

  /**
   * @param values the types that all new values fit; null when there is none
   */
  private ColumnType type(String name, @Nullable List<ColumnType> values) {
    return fixed(name)
        .orElseGet(
            () -> {
              Types.NestedField field = field(name);
              ColumnType stored = field == null ? null : stored(field);
              if (field == null || stored == null || held == null) {
                return decide(name, values);
              }
              if (values == null || (values.contains(stored) && !held.undecided(field))) {
                return stored;
              }
              return held.undecided(field)
                  ? decide(name, values)
                  : TypeRules.common(held.fits(field, stored), values).iterator().next();
            });
  }

  /** The type of a column in which the values of new files have no say. */
  private Optional<ColumnType> fixed(String name) {
    ColumnType wanted = declared.get(name);
    Types.NestedField field = field(name);
    ColumnType stored = field == null ? null : stored(field);
    if (field == null || stored == null || held == null) {
      return Optional.ofNullable(wanted);
    }
    boolean changeable = !strict() && (obstacle == null || !held.any(field));
    if (wanted != null) {
      return Optional.of(changeable && held.fits(field, stored).contains(wanted) ? wanted : stored);
    }
    return changeable ? Optional.empty() : Optional.of(stored);
  }

  private ColumnType decide(String name, @Nullable List<ColumnType> fits) {
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

  /** Types all files' values have in common, for columns with values. */
  private static Map<String, List<ColumnType>> merge(List<StagedFile> files) {
    Map<String, List<ColumnType>> merged = new HashMap<>();
    for (StagedFile file : files) {
      for (Profile.Column column : file.profile().columns()) {
        if (column.type() != null) {
          merged.merge(
              column.name(), column.fits(), (one, other) -> List.copyOf(common(one, other)));
        }
      }
    }
    return merged;
  }

  private static Set<ColumnType> common(List<ColumnType> one, List<ColumnType> other) {
    return TypeRules.common(Set.copyOf(one), other);
  }

  private boolean strict() {
    return dataset.schemaPolicy() == Dataset.SchemaPolicy.STRICT;
  }

  private Types.@Nullable NestedField field(String name) {
    return current == null ? null : current.schema().findField(name);
  }

  /** Null for a type that only another program can have given to the column. */
  private static @Nullable ColumnType stored(Types.NestedField field) {
    return Columns.ofIceberg(field.type());
  }
}

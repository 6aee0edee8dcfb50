package io.amcinsights.engine;

import io.amcinsights.core.transform.ColumnType;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Tells from the statistics of data files what a table holds in its columns. */
final class ColumnValues {

  private static final long LARGEST_IN_DOUBLE = 1L << 53;

  /**
   * What files say about one column.
   *
   * @param any whether there may be anything that another type would show otherwise
   * @param known whether every file with values says between which bounds
   * @param lower null when there is no value
   */
  private record Range(boolean any, boolean known, @Nullable Object lower, @Nullable Object upper) {

    static final Range NOTHING = new Range(false, true, null, null);
    static final Range UNKNOWN = new Range(true, false, null, null);

    boolean within(Object least, Object most) {
      return known
          && (lower == null || compare(lower, least) >= 0)
          && (upper == null || compare(upper, most) <= 0);
    }

    Range andMissing() {
      return new Range(true, known, lower, upper);
    }

    Range and(Object otherLower, Object otherUpper) {
      Object low = lower == null || compare(otherLower, lower) < 0 ? otherLower : lower;
      Object high = upper == null || compare(otherUpper, upper) > 0 ? otherUpper : upper;
      return new Range(true, known, low, high);
    }

    private static int compare(Object one, Object other) {
      return one instanceof Long number
          ? number.compareTo((Long) other)
          : one.toString().compareTo(other.toString());
    }
  }

  private final Table table;
  private final Set<String> provisional;
  private final Map<Integer, Range> ranges = new HashMap<>();

  ColumnValues(Table table) {
    this.table = table;
    this.provisional = Columns.provisional(table.properties());
  }

  /**
   * Whether there is anything that another type would show otherwise, as far as is known: a value,
   * or a missing one of a type that has no empty text. Empty text may have been delivered for it.
   */
  boolean any(Types.NestedField field) {
    return range(field).any();
  }

  /** Whether no value has decided the column's type yet: at most empty text is there. */
  boolean undecided(Types.NestedField field) {
    return provisional.contains(field.name()) && range(field).within("", "");
  }

  /** The types that all values fit without loss, as far as is known. */
  Set<ColumnType> fits(Types.NestedField field, ColumnType stored) {
    if (undecided(field)) {
      return EnumSet.allOf(ColumnType.class);
    }
    Set<ColumnType> fits = EnumSet.of(stored, ColumnType.STRING);
    if (stored == ColumnType.DATE) {
      fits.add(ColumnType.TIMESTAMP);
    }
    if (stored == ColumnType.LONG && range(field).within(-LARGEST_IN_DOUBLE, LARGEST_IN_DOUBLE)) {
      fits.add(ColumnType.DOUBLE);
    }
    return fits;
  }

  private Range range(Types.NestedField field) {
    return ranges.computeIfAbsent(field.fieldId(), id -> look(field));
  }

  private Range look(Types.NestedField field) {
    Range[] seen = {Range.NOTHING};
    if (table.currentSnapshot() != null) {
      TableFiles.eachWithStatistics(table, file -> seen[0] = widened(seen[0], file, field));
    }
    return seen[0];
  }

  private static Range widened(Range seen, DataFile file, Types.NestedField field) {
    int id = field.fieldId();
    if (file.valueCounts() == null) {
      return Range.UNKNOWN;
    }
    // Files older than the column have no count of it.
    long values = file.valueCounts().getOrDefault(id, 0L);
    long nulls = file.nullValueCounts() == null ? 0 : file.nullValueCounts().getOrDefault(id, 0L);
    if (values <= nulls) {
      boolean text = field.type().typeId() == Type.TypeID.STRING;
      return text || values == 0 ? seen : seen.andMissing();
    }
    if (!seen.known()) {
      return seen;
    }
    Object lower = bound(file.lowerBounds(), field);
    Object upper = bound(file.upperBounds(), field);
    return lower == null || upper == null ? Range.UNKNOWN : seen.and(lower, upper);
  }

  private static @Nullable Object bound(
      @Nullable Map<Integer, ByteBuffer> bounds, Types.NestedField field) {
    ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
    return bound == null ? null : Conversions.fromByteBuffer(field.type(), bound);
  }
}

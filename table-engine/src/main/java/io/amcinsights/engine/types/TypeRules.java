package io.amcinsights.engine.types;

import io.amcinsights.core.transform.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which types a text fits without loss, which one a column gets, and how text becomes it.
 *
 * <p>Text fits a type only if its usual spelling is that text's: {@code 007}, {@code +5}, {@code
 * 1,000}, {@code NaN} and integers over 64 bit are text. An integer fits DOUBLE up to 2^53.
 */
public final class TypeRules {

  private static final Pattern TEXT_NAMES = Pattern.compile(".*_(id|asin)");
  private static final Pattern DOUBLE_NAMES =
      Pattern.compile(
          ".*_(fee|cost|rate|score|percent|pct|avg).*|avg.*|cost|cpm|ecpm", Pattern.DOTALL);

  /** Types that not every text fits, in the order of their bits. */
  private static final List<ColumnType> NARROW =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.LONG,
          ColumnType.DOUBLE,
          ColumnType.DATE,
          ColumnType.TIMESTAMP);

  /** What a missing value fits. */
  public static final int ALL = (1 << NARROW.size()) - 1;

  private TypeRules() {}

  /** Types that may be tested by a bit, narrowest first. */
  public static List<ColumnType> narrow() {
    return NARROW;
  }

  /** The bit of a type in a set of types. */
  public static int bit(ColumnType type) {
    return 1 << NARROW.indexOf(type);
  }

  /** The types behind the bits, narrowest first, STRING last. */
  public static List<ColumnType> types(int bits) {
    List<ColumnType> types = new ArrayList<>();
    NARROW.stream().filter(type -> (bits & bit(type)) != 0).forEach(types::add);
    types.add(ColumnType.STRING);
    return List.copyOf(types);
  }

  /**
   * SQL that turns text into the type; empty text is a missing value unless the type is STRING.
   *
   * @param v SQL of a text that fits
   */
  public static String castSql(String v, ColumnType type) {
    String value = "nullif(%s, '')".formatted(v);
    return switch (type) {
      case STRING -> v;
      case BOOLEAN -> "CAST(%s AS BOOLEAN)".formatted(value);
      case LONG -> "CAST(%s AS BIGINT)".formatted(value);
      case DOUBLE -> "CAST(%s AS DOUBLE)".formatted(value);
      case DATE -> "CAST(%s AS DATE)".formatted(value);
      // Without an offset the time is UTC already: so is the session.
      case TIMESTAMP -> "(CAST(%s AS TIMESTAMPTZ) AT TIME ZONE 'UTC')".formatted(value);
    };
  }

  /** DuckDB's name of the type. */
  public static String sqlType(ColumnType type) {
    return switch (type) {
      case STRING -> "VARCHAR";
      case BOOLEAN -> "BOOLEAN";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }

  /**
   * The type of a column whose every value fits the given types: the name decides if it can, else
   * the narrowest.
   */
  public static ColumnType choose(String column, Collection<ColumnType> fits) {
    if (TEXT_NAMES.matcher(column).matches()) {
      return ColumnType.STRING;
    }
    if (DOUBLE_NAMES.matcher(column).matches() && fits.contains(ColumnType.DOUBLE)) {
      return ColumnType.DOUBLE;
    }
    return EnumSet.copyOf(fits).iterator().next();
  }

  /** The types every value fits when both sides' values are put together. */
  public static Set<ColumnType> common(
      @Nullable Set<ColumnType> one, Collection<ColumnType> other) {
    EnumSet<ColumnType> common = EnumSet.copyOf(other);
    if (one != null) {
      common.retainAll(one);
    }
    return common;
  }
}

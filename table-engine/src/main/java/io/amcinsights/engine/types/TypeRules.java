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

  private static final String INTEGER = "-?(0|[1-9][0-9]*)";
  private static final String DECIMAL =
      "-?((0|[1-9][0-9]*)(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?";
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  // Offsets as ISO 8601 and Spark write them; more than six digits would lose some.
  private static final String TIMESTAMP =
      DATE
          + "[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"
          + "(Z| UTC|[+-][0-9]{2}(:?[0-9]{2})?)?";

  private TypeRules() {}

  /** Types that may be tested by a bit, narrowest first. */
  public static List<ColumnType> narrow() {
    return NARROW;
  }

  /** The bit of a type in {@link #fitsSql}. */
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
   * SQL that yields the bits of the types a text fits.
   *
   * @param v SQL of the text
   */
  public static String fitsSql(String v) {
    // The comparison keeps words away from the patterns: numbers and dates begin with - . or 0-9.
    return """
        CASE WHEN %1$s IS NULL OR %1$s = '' THEN %2$d \
        WHEN %1$s >= '-' AND %1$s < ':' THEN CASE \
        WHEN regexp_full_match(%1$s, '%3$s') THEN CASE WHEN %1$s = '-0' THEN %4$d \
        WHEN TRY_CAST(%1$s AS BIGINT) IS NULL THEN 0 \
        WHEN TRY_CAST(%1$s AS BIGINT) BETWEEN -9007199254740992 AND 9007199254740992 THEN %5$d \
        ELSE %6$d END \
        WHEN regexp_full_match(%1$s, '%7$s') \
        THEN CASE WHEN isfinite(TRY_CAST(%1$s AS DOUBLE)) THEN %4$d ELSE 0 END \
        WHEN regexp_full_match(%1$s, '%8$s') \
        THEN CASE WHEN TRY_CAST(%1$s AS DATE) IS NULL THEN 0 ELSE %9$d END \
        WHEN regexp_full_match(%1$s, '%10$s') \
        THEN CASE WHEN TRY_CAST(%1$s AS TIMESTAMPTZ) IS NULL THEN 0 ELSE %11$d END ELSE 0 END \
        WHEN length(%1$s) <= 5 AND lower(%1$s) IN ('true', 'false') THEN %12$d ELSE 0 END"""
        .formatted(
            v,
            ALL,
            INTEGER,
            bit(ColumnType.DOUBLE),
            bit(ColumnType.LONG) | bit(ColumnType.DOUBLE),
            bit(ColumnType.LONG),
            DECIMAL,
            DATE,
            bit(ColumnType.DATE) | bit(ColumnType.TIMESTAMP),
            TIMESTAMP,
            bit(ColumnType.TIMESTAMP),
            bit(ColumnType.BOOLEAN));
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

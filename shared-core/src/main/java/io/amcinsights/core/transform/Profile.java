package io.amcinsights.core.transform;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stage A learned about a file: enough for stage B to decide types without reading it again.
 * Stored as {@code profile.json} beside {@code data.parquet}.
 *
 * @param dialect null for formats without one
 * @param rows records staged, without the header
 * @param filteredRows how many of them AMC marked as privacy-filtered
 * @param rejectedRows broken records that were left out, see {@link Staged.Rows#rejects}
 */
public record Profile(
    @Nullable Dialect dialect,
    long rows,
    long filteredRows,
    long rejectedRows,
    List<Column> columns)
    implements Serializable {

  /** How a delimited file is written. Quote and escape are one character, or empty. */
  public record Dialect(String delimiter, String quote, String escape, String compression)
      implements Serializable {}

  /**
   * One column.
   *
   * @param source name in the header
   * @param name name in the table
   * @param nulls rows without a value
   * @param type what the unfiltered values say the column is; null when there is none
   * @param misfits for every type that not all unfiltered values fit, the first that does not
   * @param filteredMisfits the same of privacy-filtered rows, which have no say in the type
   * @param stored how {@code data.parquet} holds it
   */
  public record Column(
      String source,
      String name,
      long nulls,
      @Nullable ColumnType type,
      Map<ColumnType, Misfit> misfits,
      Map<ColumnType, Misfit> filteredMisfits,
      Stored stored)
      implements Serializable {

    public Column {
      misfits = Map.copyOf(misfits);
      filteredMisfits = Map.copyOf(filteredMisfits);
    }

    /** A column that is stored as text. */
    public Column(
        String source,
        String name,
        long nulls,
        @Nullable ColumnType type,
        Map<ColumnType, Misfit> misfits,
        Map<ColumnType, Misfit> filteredMisfits) {
      this(source, name, nulls, type, misfits, filteredMisfits, Stored.TEXT);
    }

    /** All types that every unfiltered value fits, narrowest first; STRING is always the last. */
    public List<ColumnType> fits() {
      return Arrays.stream(ColumnType.values()).filter(it -> !misfits.containsKey(it)).toList();
    }
  }

  /**
   * How a column is stored: as text, or as a type from whose values the delivered text can be had
   * back exactly. Typed columns are several times faster to write and to read.
   *
   * @param spelling how the text is had back
   * @param scale digits behind the point, when the spelling is FIXED or one of times
   */
  public record Stored(ColumnType type, Spelling spelling, int scale) implements Serializable {

    /** As delivered. */
    public static final Stored TEXT = plain(ColumnType.STRING);

    /** A type whose every value has one spelling. */
    public static Stored plain(ColumnType type) {
      return new Stored(type, Spelling.PLAIN, 0);
    }
  }

  /** How values are spelled. */
  public enum Spelling {
    /** As the type's values are: {@code 12}, {@code 2024-01-01}, {@code 0.5} and {@code 12.0}. */
    PLAIN,
    /** Decimals without what says nothing: {@code 0.5} and {@code 12}. */
    BARE,
    /** Decimals with the same number of digits behind the point: {@code 0.50} and {@code 12.00}. */
    FIXED,
    /** Times as in {@code 2024-01-01 12:30:00}. */
    SQL,
    /** Times as in {@code 2024-01-01 12:30:00 UTC}. */
    SQL_UTC,
    /** Times as in {@code 2024-01-01T12:30:00}. */
    ISO,
    /** Times as in {@code 2024-01-01T12:30:00Z}. */
    ISO_UTC
  }

  /**
   * A value that is not of some type.
   *
   * @param line where it stands; physical lines of the unpacked text, the header's first being 1,
   *     or records for formats without lines
   * @param value the text, shortened when it is long
   */
  public record Misfit(long line, String value) implements Serializable {}
}

package io.amcinsights.engine.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import java.util.EnumMap;
import java.util.Map;

/** Learns what a column is, value by value, in the order of the file. */
public final class ColumnProfile {

  private static final int SHOWN = 100;

  private final String source;
  private final String name;
  private final Side unfiltered = new Side();
  private final Side filtered = new Side();
  private final SpellingCheck spelling = new SpellingCheck();
  private long nulls;

  /**
   * @param source name in the file
   * @param name name in the table
   */
  public ColumnProfile(String source, String name) {
    this.source = source;
    this.name = name;
  }

  /** Counts a row without a value. */
  public void missing() {
    nulls++;
  }

  /**
   * Looks at a value, which may be empty text.
   *
   * @param isFiltered whether AMC marked the row as privacy-filtered: such have no say in the type
   * @param line where the row stands
   */
  public void value(byte[] bytes, int from, int to, boolean isFiltered, long line) {
    Side side = isFiltered ? filtered : unfiltered;
    side.valued |= to > from;
    // Most columns of text are known as such after a row.
    if (side.fits != 0 || spelling.open()) {
      int bits = TextTypes.bits(bytes, from, to);
      if ((side.fits & bits) != side.fits) {
        side.narrow(bits, bytes, from, to, line);
      }
      spelling.value(bytes, from, to, bits);
    }
  }

  /** What was learned. */
  public Profile.Column column() {
    ColumnType type =
        unfiltered.valued ? TypeRules.choose(name, TypeRules.types(unfiltered.fits)) : null;
    return new Profile.Column(
        source,
        name,
        nulls,
        type,
        unfiltered.misfits,
        filtered.misfits,
        type == null ? Profile.Stored.TEXT : spelling.stored(type));
  }

  /** The rows of one kind. */
  private static final class Side {
    private final Map<ColumnType, Profile.Misfit> misfits = new EnumMap<>(ColumnType.class);
    private int fits = TypeRules.ALL;
    private boolean valued;

    private void narrow(int bits, byte[] bytes, int from, int to, long line) {
      var misfit = new Profile.Misfit(line, shown(bytes, from, to));
      for (ColumnType type : TypeRules.narrow()) {
        int bit = TypeRules.bit(type);
        if ((fits & bit) != 0 && (bits & bit) == 0) {
          misfits.put(type, misfit);
        }
      }
      fits &= bits;
    }

    private static String shown(byte[] bytes, int from, int to) {
      String text = new String(bytes, from, Math.min(to - from, SHOWN * 4), UTF_8);
      int characters = text.codePointCount(0, text.length());
      return characters > SHOWN
          ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "..."
          : text;
    }
  }
}

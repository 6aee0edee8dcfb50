package io.amcinsights.core.catalog;

import io.amcinsights.core.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * S3's own order of the events of one key. S3 documents it: right-pad the shorter value with zeros,
 * then compare as text.
 *
 * @param hex upper-case hexadecimal digits, padded to 32
 */
public record Sequencer(String hex) implements Comparable<Sequencer> {

  private static final int WIDTH = 32;
  private static final Pattern HEX = Pattern.compile("[0-9A-F]{1," + WIDTH + "}");

  public Sequencer {
    hex = hex.toUpperCase(Locale.ROOT);
    if (!HEX.matcher(hex).matches()) {
      throw new InvalidInputException(
          "Sequencer '%s' is not 1 to %d hexadecimal digits", hex, WIDTH);
    }
    hex = hex + "0".repeat(WIDTH - hex.length());
  }

  @Override
  public int compareTo(Sequencer other) {
    return hex.compareTo(other.hex);
  }
}

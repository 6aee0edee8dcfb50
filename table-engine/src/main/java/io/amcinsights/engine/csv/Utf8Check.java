package io.amcinsights.engine.csv;

/** Accepts exactly the byte sequences that are UTF-8 (RFC 3629), one byte at a time. */
final class Utf8Check {

  private int missing;
  private int low = 0x80;
  private int high = 0xBF;
  private byte lead;

  /** Whether the byte may follow the ones before it. */
  boolean accepts(byte value) {
    int b = value & 0xFF;
    if (missing > 0) {
      if (b < low || b > high) {
        return false;
      }
      missing--;
      low = 0x80;
      high = 0xBF;
      return true;
    }
    lead = value;
    return b < 0x80 || lead(b);
  }

  /** The byte that began the character that is not accepted. */
  int culprit(byte refused) {
    return (missing > 0 ? lead : refused) & 0xFF;
  }

  /** Whether no character is left half-read. */
  boolean complete() {
    return missing == 0;
  }

  private boolean lead(int b) {
    if (b < 0xC2 || b > 0xF4) {
      return false;
    }
    missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    // Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
    low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    return true;
  }
}

package io.amcinsights.engine.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes that are not UTF-8 (RFC 3629), or are zero: text holds neither. */
final class Utf8 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private Utf8() {}

  /**
   * The first byte that cannot be, or where a character begins that the end cuts off.
   *
   * @return {@code to} when all is well
   */
  static int check(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + 8 <= to && isAscii((long) LONGS.get(bytes, i))) {
        i += 8;
      } else if (bytes[i] > 0) {
        i++;
      } else {
        int length = length(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return to;
  }

  /** Whether the bytes begin a character that only more of them could complete. */
  static boolean cutOff(byte[] bytes, int from, int to) {
    int expected = expected(bytes[from] & 0xFF);
    if (to - from >= expected) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (!follows(bytes, from, i)) {
        return false;
      }
    }
    return true;
  }

  /** Eight bytes from 1 to 127: none has the high bit, and none borrows when 1 is taken away. */
  private static boolean isAscii(long eight) {
    return ((eight | (eight - ONES)) & HIGH_BITS) == 0;
  }

  /** Bytes of the character; 0 when there is none. */
  private static int length(byte[] bytes, int i, int to) {
    int expected = expected(bytes[i] & 0xFF);
    if (expected == 0 || i + expected > to) {
      return 0;
    }
    for (int k = i + 1; k < i + expected; k++) {
      if (!follows(bytes, i, k)) {
        return 0;
      }
    }
    return expected;
  }

  private static int expected(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return lead > 0 && lead < 0x80 ? 1 : 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  /** Overlong forms, surrogates and what lies above U+10FFFF show in the second byte. */
  private static boolean follows(byte[] bytes, int lead, int i) {
    int b = bytes[i] & 0xFF;
    if (i > lead + 1) {
      return b >= 0x80 && b <= 0xBF;
    }
    int first = bytes[lead] & 0xFF;
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return b >= low && b <= high;
  }
}

package io.amcinsights.core.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names of state machine executions: at most 80 of the characters Step Functions allows, and the
 * same for the same work, so that starting twice starts once.
 */
public final class ExecutionNames {

  private static final int HASH_LENGTH = 40;

  // Of the 256 bits, the first 200 make 40 digits of five bits each.
  private static final int BITS_PER_DIGIT = 5;
  private static final int HASH_BITS = 256;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private ExecutionNames() {}

  /** {@code a-{hash of the delivery}-{attempt}}. */
  public static String stageA(DeliveryRef delivery, int attempt) {
    return "a-" + hash(delivery.toString()) + "-" + attempt;
  }

  /** {@code b-{hash of the table}-{generation}}. */
  public static String stageB(String table, long generation) {
    return "b-" + hash(table) + "-" + generation;
  }

  /** The first 40 characters of base32 (RFC 4648, lower case) of the text's SHA-256. */
  private static String hash(String text) {
    BigInteger bits = new BigInteger(1, sha256(text));
    StringBuilder name = new StringBuilder(HASH_LENGTH);
    for (int digit = 1; digit <= HASH_LENGTH; digit++) {
      int value = bits.shiftRight(HASH_BITS - digit * BITS_PER_DIGIT).intValue() & 31;
      name.append(ALPHABET.charAt(value));
    }
    return name.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

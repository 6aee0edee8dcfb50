package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Step Functions' limit on what passes between states: a laptop must fail where AWS would. */
final class Limits {

  private static final int BYTES = 256 * 1024;

  private Limits() {}

  static void check(String what, JsonNode value) {
    String text = value.toString();
    // Only a long text can be too long once encoded.
    if (text.length() > BYTES / 4 && text.getBytes(StandardCharsets.UTF_8).length > BYTES) {
      throw StateError.of(
          StateError.DATA_LIMIT,
          "The " + what + " of the state is larger than 256 KiB; hand a location on instead");
    }
  }
}

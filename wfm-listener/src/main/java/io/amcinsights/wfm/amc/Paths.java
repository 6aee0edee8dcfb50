package io.amcinsights.wfm.amc;

import io.amcinsights.core.error.InvalidInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Ids in addresses. */
final class Paths {

  private Paths() {}

  /** One segment of a path, whatever the id holds; it never leads anywhere else. */
  static String segment(String what, String id) {
    expectId(what, id);
    return encoded(id);
  }

  static void expectId(String what, String id) {
    // Encoding does not help against these two: servers take %2E%2E for a step up as well.
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new InvalidInputException("%s is '%s'; that is no id", what, id);
    }
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

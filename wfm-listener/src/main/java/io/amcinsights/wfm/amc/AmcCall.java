package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One call of AMC.
 *
 * @param what it does, in words for messages: {@code read execution 'e'}
 * @param path after the instance's address, encoded, with its query
 * @param body missing when there is none
 * @param repeatable whether sending it again does no more than sending it once
 */
record AmcCall(String what, String method, String path, JsonNode body, boolean repeatable) {

  static AmcCall get(String what, String path) {
    return new AmcCall(what, "GET", path, MissingNode.getInstance(), true);
  }

  static AmcCall put(String what, String path, JsonNode body) {
    return new AmcCall(what, "PUT", path, body, true);
  }

  static AmcCall delete(String what, String path) {
    return new AmcCall(what, "DELETE", path, MissingNode.getInstance(), true);
  }

  /** A creation that the server refuses the second time, so that repeating makes no second one. */
  static AmcCall create(String what, String path, JsonNode body) {
    return new AmcCall(what, "POST", path, body, true);
  }

  /** A submission: each one that is taken runs and costs. */
  static AmcCall submit(String what, String path, JsonNode body) {
    return new AmcCall(what, "POST", path, body, false);
  }
}

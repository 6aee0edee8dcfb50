package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Asks a running lake. The paths and documents are those of the lake's control endpoint. */
interface LakeClient {

  /**
   * Reads.
   *
   * @param query parameters; the client encodes them
   * @throws CommandFailure when the lake refuses, with its reason
   */
  JsonNode get(String path, Map<String, String> query);

  /** Has something done. */
  JsonNode post(String path, JsonNode body);

  /** Has something changed. */
  JsonNode put(String path, JsonNode body);

  /** Has something removed. */
  JsonNode delete(String path);
}

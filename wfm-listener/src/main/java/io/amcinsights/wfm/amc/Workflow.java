package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;

/** A workflow as AMC has it; its definition holds SQL and is left out of {@link #toString}. */
public record Workflow(String id, JsonNode definition) {

  @Override
  public String toString() {
    return "Workflow[id=%s]".formatted(id);
  }
}

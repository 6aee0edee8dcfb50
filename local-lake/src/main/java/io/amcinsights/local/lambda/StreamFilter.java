package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.RuleCompiler;

/** Which records of a stream its function wants to see. */
final class StreamFilter {

  private final Machine machine = Machine.builder().build();
  private final boolean everything;

  StreamFilter(List<String> patterns) {
    everything = patterns.isEmpty();
    for (String pattern : patterns) {
      add(pattern);
    }
  }

  private void add(String pattern) {
    try {
      String problem = RuleCompiler.check(pattern);
      if (problem != null) {
        throw new InvalidInputException("Filter %s is no event pattern: %s", pattern, problem);
      }
      machine.addRule("filter", pattern);
    } catch (IOException e) {
      throw new InvalidInputException(e, "Filter %s cannot be used", pattern);
    }
  }

  boolean accepts(JsonNode record) {
    if (everything) {
      return true;
    }
    try {
      return !machine.rulesForJSONEvent(Json.write(record)).isEmpty();
    } catch (Exception e) {
      throw new InvalidInputException(e, "Record cannot be matched: %s", record);
    }
  }
}

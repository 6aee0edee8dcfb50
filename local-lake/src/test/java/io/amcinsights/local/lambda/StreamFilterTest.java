package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFilterTest {

  private static final String TENANTS =
      "{\"dynamodb\":{\"Keys\":{\"config\":{\"S\":[\"tenant\"]}}}}";
  private static final String REMOVALS = "{\"eventName\":[\"REMOVE\"]}";

  private final JsonNode tenant = record("INSERT", "tenant");
  private final JsonNode other = record("INSERT", "other");
  private final JsonNode removed = record("REMOVE", "other");

  @Test
  void onePatternHasToMatch() {
    StreamFilter filter = new StreamFilter(List.of(TENANTS, REMOVALS));

    assertThat(filter.accepts(tenant)).isTrue();
    assertThat(filter.accepts(removed)).isTrue();
    assertThat(filter.accepts(other)).isFalse();
  }

  @Test
  void withoutPatternsEverythingPasses() {
    assertThat(new StreamFilter(List.of()).accepts(other)).isTrue();
  }

  @Test
  void whatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> new StreamFilter(List.of("{\"eventName\":\"REMOVE\"}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no event pattern")
        .hasMessageContaining("must be an object or an array");
  }

  private static JsonNode record(String event, String config) {
    return Json.read(
        "Record",
        "{\"eventName\":\"%s\",\"dynamodb\":{\"Keys\":{\"config\":{\"S\":\"%s\"}}}}"
            .formatted(event, config));
  }
}

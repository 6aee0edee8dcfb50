package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * CloudFormation knows a resource by its logical id: under another one, a bucket is made anew and
 * the old one, with all data, is left behind. The ids are written down, so that moving a construct
 * shows.
 */
class PinnedIdsTest {

  @Test
  void whatHoldsDataKeepsItsLogicalId() throws IOException {
    List<String> now =
        Matrix.dev().resources().stream()
            .filter(it -> Stateful.TYPES.contains(it.type()))
            .map(it -> "%s %s %s".formatted(it.stack(), it.type(), it.id()))
            .sorted()
            .toList();
    assertThat(String.join("\n", now) + "\n")
        .as("src/test/resources/stateful-logical-ids.txt; changing it loses data of who upgrades")
        .isEqualTo(pinned());
  }

  private static String pinned() throws IOException {
    try (InputStream file = PinnedIdsTest.class.getResourceAsStream("/stateful-logical-ids.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of AWS solutions, and why we break some on purpose. */
class NagTest {

  private static final List<Allowed> ALLOWED = allowed();

  /**
   * A rule that may be broken somewhere. {@code {any}} stands for any text and {@code {stack}} for
   * the name of a stack.
   *
   * @param why it is safe
   * @param limit what keeps it so
   */
  private record Allowed(String rule, String path, String detail, String why, String limit) {

    boolean covers(Matrix.Finding finding) {
      return finding.rule().equals(rule)
          && form(path).matcher(finding.path()).matches()
          && form(detail).matcher(finding.detail()).matches();
    }

    private static Pattern form(String text) {
      return Pattern.compile(
          Pattern.quote(text).replace("{any}", "\\E.*\\Q").replace("{stack}", "\\E[a-z0-9-]+\\Q"));
    }
  }

  private static List<Allowed> allowed() {
    try (InputStream file = NagTest.class.getResourceAsStream("/allowed-findings.json")) {
      return new ObjectMapper()
          .readTree(Objects.requireNonNull(file))
          .valueStream()
          .map(
              it ->
                  new Allowed(
                      text(it, "rule"),
                      text(it, "path"),
                      text(it, "detail"),
                      text(it, "why"),
                      text(it, "limit")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  @Test
  void everyFindingIsExplained() {
    assertThat(Matrix.findings())
        .isNotEmpty()
        .filteredOn(finding -> ALLOWED.stream().noneMatch(it -> it.covers(finding)))
        .isEmpty();
  }

  @Test
  void everyExplanationIsStillNeededAndSaysWhyAndWhatLimitsIt() {
    for (Allowed allowed : ALLOWED) {
      assertThat(Matrix.findings()).as(allowed.toString()).anyMatch(allowed::covers);
      assertThat(allowed.why()).as(allowed.toString()).hasSizeGreaterThan(20);
      assertThat(allowed.limit()).as(allowed.toString()).hasSizeGreaterThan(20);
    }
  }
}

package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The build has synthesised the default configuration by now. */
class InfraDocsIT {

  private static final Path ASSEMBLY = Path.of("target", "cdk.out");
  private static final Path DOCS = Path.of("..", "docs", "infrastructure");

  @Test
  void pagesInTheRepositoryAreThoseOfTheTemplates() throws IOException {
    for (Map.Entry<String, String> page : InfraDocs.pages(ASSEMBLY).entrySet()) {
      assertThat(Files.readString(DOCS.resolve(page.getKey())))
          .as("%s is old; run: cd infra && java @target/docs.args", page.getKey())
          .isEqualTo(page.getValue());
    }
  }

  @Test
  void anIdleLakeCostsTenDollarsAMonthAtMost() throws IOException {
    assertThat(IdleCost.of(Templates.read(ASSEMBLY))).isBetween(5.0, 10.0);
  }
}

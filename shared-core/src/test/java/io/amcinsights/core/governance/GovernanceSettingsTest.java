package io.amcinsights.core.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.table.Governed.Grant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GovernanceSettingsTest {

  private static final String TEXT =
      """
      {"mode": "hybrid", "tags": "amclake-dev", "readers": [
        {"principal": "arn:aws:iam::1:role/A", "dataset": "team-data", "tenants": ["acme", "b"]},
        {"principal": "arn:aws:iam::1:role/B", "dataset": "team-other", "tenants": ["acme"]}]}
      """;

  @Test
  void grantsAreThoseOfReadersOfTheDataset() {
    var settings = GovernanceSettings.read(TEXT);

    assertThat(settings.tags()).isEqualTo("amclake-dev");
    assertThat(settings.wanted("team-data", "acme").grants())
        .containsExactly(
            new Grant("arn:aws:iam::1:role/A", "acme"), new Grant("arn:aws:iam::1:role/A", "b"));
    assertThat(settings.wanted("team-none", "acme").grants()).isEmpty();
  }

  @Test
  void thereMayBeNoReaders() {
    assertThat(GovernanceSettings.read("{\"mode\":\"lake-formation\",\"tags\":\"p\"}").readers())
        .isEmpty();
  }

  @Test
  void aModeThatGovernsNothingIsRefused() {
    for (String mode : new String[] {"iam", "none"}) {
      assertThatThrownBy(
              () -> GovernanceSettings.read(TEXT.replace("\"hybrid\"", '"' + mode + '"')))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("mode '" + mode + "'; expected hybrid or lake-formation");
    }
  }

  @Test
  void aTableOfSeveralTenantsIsShared() {
    assertThat(GovernanceSettings.tenantOf(Set.of("acme"))).isEqualTo("acme");
    assertThat(GovernanceSettings.tenantOf(Set.of("acme", "b"))).isEqualTo("shared");
  }
}

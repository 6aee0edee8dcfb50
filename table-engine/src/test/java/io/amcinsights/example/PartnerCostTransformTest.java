package io.amcinsights.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.engine.TransformHarness;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerCostTransformTest {

  @TempDir private Path work;

  @Test
  void aReportBecomesRows() {
    var harness = new TransformHarness(new PartnerCostTransform(), work);
    var table =
        harness.table(
            "march.txt",
            """
            # Partner cost report
            # currency: EUR
            date|campaign|spend
            2024-03-01|Spring|12,50
            2024-03-02||3
            total||15,50
            """);

    assertThat(table.rows())
        .hasSize(2)
        .contains(
            Map.of(
                "date", "2024-03-01", "campaign", "Spring", "spend", "12.50", "currency", "EUR"));
    assertThat(table.rows().get(1)).containsEntry("campaign", null);
    assertThat(table.column("spend").type()).isEqualTo(ColumnType.DOUBLE);
    assertThat(table.column("date").type()).isEqualTo(ColumnType.DATE);
  }

  @Test
  void aReportWithoutCurrencyIsRejected() {
    var harness = new TransformHarness(new PartnerCostTransform(), work);

    assertThatThrownBy(() -> harness.stage("march.txt", "date|spend\n2024-03-01|1\n"))
        .isInstanceOf(RejectedDataException.class)
        .hasMessageContaining("# currency: ");
  }
}

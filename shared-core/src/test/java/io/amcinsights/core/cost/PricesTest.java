package io.amcinsights.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PricesTest {

  private final Prices prices = Prices.load();

  @Test
  void everyUnitHasAPriceAndASource() {
    for (Unit unit : Unit.values()) {
      assertThat(prices.of(unit)).as(unit.name()).isPositive();
      assertThat(prices.sources().get(unit)).as(unit.name()).isNotBlank();
    }
    assertThat(prices.remark()).contains("List prices");
  }

  @Test
  void addsUpUnitsOfOneService() {
    Usage usage = Usage.of(Unit.S3_WRITES, 1_000).plus(Unit.S3_READS, 1_000);

    assertThat(prices.byService(usage)).containsOnlyKeys("S3");
    assertThat(prices.of(usage)).isCloseTo(0.0054, within(1e-9));
  }

  @Test
  void usageAddsScalesAndIsReadAsWritten() {
    Usage usage = Usage.of(Unit.SQS_REQUESTS, 2).plus(Unit.SQS_REQUESTS, 1).times(2);

    assertThat(usage.amount(Unit.SQS_REQUESTS)).isEqualTo(6);
    assertThat(usage.amount(Unit.KMS_REQUESTS)).isZero();
    assertThat(Usage.read(usage.json())).isEqualTo(new Usage(Map.of(Unit.SQS_REQUESTS, 6.0)));
  }

  @Test
  void theCountsOfThisVersionAreOfAFileAndOfALoad() {
    Counts counts = Counts.ofThisVersion();

    assertThat(counts.file().amount(Unit.EVENTS)).isEqualTo(1);
    assertThat(counts.file().amount(Unit.STATE_TRANSITIONS)).isPositive();
    assertThat(counts.load().amount(Unit.STATE_TRANSITIONS)).isPositive();
  }
}

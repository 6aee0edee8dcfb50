package io.amcinsights.core.catalog;

import static io.amcinsights.core.catalog.Landed.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.metrics.InMemoryMetrics;
import io.amcinsights.core.metrics.Metric;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MeasuredCatalogTest {

  private final Clock clock = new TickingClock();
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final ObjectCatalog catalog =
      new MeasuredCatalog(new InMemoryObjectCatalog(clock), metrics, clock);

  /** It is what it decorates in every other respect. */
  @Nested
  class IsACatalog extends ObjectCatalogContract {

    @Override
    protected ObjectCatalog catalog(Clock its) {
      return new MeasuredCatalog(new InMemoryObjectCatalog(its), new InMemoryMetrics(), its);
    }
  }

  @Test
  void aDeliveryThatIsCommittedCountsWithItsRowsAndItsTime() {
    Delivery received = catalog.record(Landed.at(Landed.REPORT, 1, NOON));
    Change loading = Change.to(DeliveryState.LOADING).withLoad("load");
    catalog.move(received.ref(), 1, loading);
    assertThat(metrics.sum(Metric.COMMITTED)).isZero();

    catalog.move(received.ref(), 1, Change.to(DeliveryState.COMMITTED).withRows(7));

    assertThat(metrics.sum(Metric.COMMITTED)).isEqualTo(1);
    assertThat(metrics.sum(Metric.ROWS)).isEqualTo(7);
    double seconds = metrics.values(Metric.SECONDS_TO_TABLE).get(0);
    Delivery committed = catalog.find(received.ref()).orElseThrow();
    assertThat(NOON.plusMillis(Math.round(seconds * 1_000))).isEqualTo(committed.updatedAt());
  }

  @Test
  void aMoveThatIsRepeatedCountsOnce() {
    Delivery received = catalog.record(Landed.version(1));

    catalog.move(received.ref(), 1, Change.to(DeliveryState.SKIPPED, "no rows"));
    catalog.move(received.ref(), 1, Change.to(DeliveryState.SKIPPED, "no rows"));

    assertThat(metrics.sum(Metric.SKIPPED)).isEqualTo(1);
  }

  @Test
  void aMoveThatIsRefusedDoesNotCount() {
    Delivery received = catalog.record(Landed.version(1));
    catalog.move(received.ref(), 1, Change.to(DeliveryState.QUARANTINED, "broken"));

    catalog.move(received.ref(), 1, Change.to(DeliveryState.FAILED, "late"));
    catalog.move(received.ref(), 9, Change.to(DeliveryState.FAILED, "another attempt"));

    assertThat(metrics.sum(Metric.QUARANTINED)).isEqualTo(1);
    assertThat(metrics.sum(Metric.FAILED)).isZero();
  }

  @Test
  void aDeliveryThatFailsAgainAfterARedriveCountsAgain() {
    Delivery received = catalog.record(Landed.version(1));
    catalog.move(received.ref(), 1, Change.to(DeliveryState.FAILED, "once"));
    catalog.retry(received.ref(), 1, DeliveryState.RECEIVED, "redrive");

    catalog.move(received.ref(), 2, Change.to(DeliveryState.FAILED, "twice"));

    assertThat(metrics.sum(Metric.FAILED)).isEqualTo(2);
  }

  @Test
  void aDeliveryThatIsRecordedAsFinalCountsOnceThoughItsEventComesTwice() {
    catalog.record(superseded(clock.instant()));
    catalog.record(superseded(clock.instant()));

    assertThat(metrics.sum(Metric.SUPERSEDED)).isEqualTo(1);
  }

  private static Delivery superseded(Instant now) {
    Delivery it = Landed.at(Landed.REPORT, 1, now);
    return new Delivery(
        it.ref(),
        it.sequencer(),
        false,
        it.bytes(),
        it.etag(),
        it.versionId(),
        DeliveryState.SUPERSEDED,
        "later",
        1,
        it.dataset(),
        it.tenant(),
        it.table(),
        null,
        null,
        null,
        null,
        null,
        it.modifiedAt(),
        now,
        now);
  }

  /** Never the same moment twice. */
  private static final class TickingClock extends Clock {

    private Instant now = NOON;

    @Override
    public Instant instant() {
      now = now.plusMillis(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

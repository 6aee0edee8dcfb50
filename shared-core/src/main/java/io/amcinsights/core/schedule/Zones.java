package io.amcinsights.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Wall clocks. */
final class Zones {

  private Zones() {}

  /** When a wall clock shows it first; empty when it is put forward over it. */
  static Optional<Instant> instant(LocalDateTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    return offsets.stream().findFirst().map(time::toInstant);
  }
}

package io.amcinsights.wfm.amc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. */
final class FakeTime extends Clock implements Sleeper {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  final List<Duration> pauses = new ArrayList<>();
  private Instant now = START;

  @Override
  public void sleep(Duration duration) {
    pauses.add(duration);
    now = now.plus(duration);
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
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

package dev.annals.query.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Is a step further each time somebody looks. */
public final class SteppingClock extends Clock {

  private final Instant begin;
  private final Duration step;
  private final AtomicLong looks = new AtomicLong();

  public SteppingClock(Instant begin, Duration step) {
    this.begin = begin;
    this.step = step;
  }

  @Override
  public Instant instant() {
    return begin.plus(step.multipliedBy(looks.incrementAndGet()));
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

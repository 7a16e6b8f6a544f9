package dev.annals.eventstore.spring;

import dev.annals.eventstore.audit.seal.SealStatus;
import dev.annals.eventstore.audit.seal.Sealer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down as soon as what happens is not sealed any more: until it is, nobody could prove it. */
final class SealHealthIndicator implements HealthIndicator {

  private final Sealer sealer;
  private final Duration lagMax;

  SealHealthIndicator(Sealer sealer, Duration lagMax) {
    this.sealer = sealer;
    this.lagMax = lagMax;
  }

  @Override
  public Health health() {
    var status = sealer.status();
    var health =
        Health.up()
            .withDetail("size", status.size())
            .withDetail("lagEvents", status.lagEvents())
            .withDetail("lagSeconds", status.waiting().toSeconds())
            .withDetail("turn", status.turn());
    var reasons = reasons(status, sealer.statusAge());
    if (!reasons.isEmpty()) {
      health.down().withDetail("reasons", reasons);
    }
    return health.build();
  }

  private List<String> reasons(SealStatus status, Duration age) {
    var reasons = new ArrayList<String>();
    if (status.trouble() != null) {
      reasons.add(status.trouble());
    }
    if (status.waiting().compareTo(lagMax) >= 0) {
      reasons.add(
          "An event has been waiting for %d s to be sealed"
              .formatted(status.waiting().toSeconds()));
    }
    if (age.compareTo(lagMax) >= 0) {
      reasons.add("The sealer has not been seen for %d s".formatted(age.toSeconds()));
    }
    return reasons;
  }
}

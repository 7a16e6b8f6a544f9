package dev.annals.eventstore.spring;

import dev.annals.eventstore.audit.seal.Sealer;
import org.springframework.context.SmartLifecycle;

/** Ties the sealer to the application. */
final class SealerLifecycle implements SmartLifecycle {

  private final Sealer sealer;
  private volatile boolean running;

  SealerLifecycle(Sealer sealer) {
    this.sealer = sealer;
  }

  @Override
  public void start() {
    sealer.start();
    running = true;
  }

  @Override
  public void stop() {
    sealer.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return ProjectionLifecycle.PHASE;
  }
}

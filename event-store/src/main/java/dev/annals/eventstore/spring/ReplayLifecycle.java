package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.Replays;
import org.springframework.context.SmartLifecycle;

/** Starts replays after the projections, whose tables they use, and stops them before. */
final class ReplayLifecycle implements SmartLifecycle {

  private final Replays replays;
  private volatile boolean running;

  ReplayLifecycle(Replays replays) {
    this.replays = replays;
  }

  @Override
  public void start() {
    replays.start();
    running = true;
  }

  @Override
  public void stop() {
    replays.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return ProjectionLifecycle.PHASE + 1;
  }
}

package dev.annals.eventstore.spring;

import org.springframework.context.SmartLifecycle;

/** Ties a part that works by itself to the application: it starts and stops with it. */
final class PartLifecycle implements SmartLifecycle {

  private final Runnable start;
  private final Runnable stop;
  private final int phase;
  private volatile boolean running;

  /**
   * @param stop lets it finish what it does, within bounds
   * @param phase those of a lower one start before, and stop after it
   */
  PartLifecycle(Runnable start, Runnable stop, int phase) {
    this.start = start;
    this.stop = stop;
    this.phase = phase;
  }

  @Override
  public void start() {
    start.run();
    running = true;
  }

  @Override
  public void stop() {
    stop.run();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return phase;
  }
}

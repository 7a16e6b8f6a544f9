package dev.annals.eventstore.axon.spring;

import org.axonframework.common.configuration.AxonConfiguration;
import org.springframework.context.SmartLifecycle;

/**
 * Ties Axon to the application: ready before the first request is let in, and until the last one is
 * answered. The log, an ordinary bean, closes after that.
 */
final class AxonLifecycle implements SmartLifecycle {

  /** Well below the phases of the web server, which starts late and stops early. */
  static final int PHASE = DEFAULT_PHASE - 10_000;

  private final AxonConfiguration axon;
  private volatile boolean running;

  AxonLifecycle(AxonConfiguration axon) {
    this.axon = axon;
  }

  @Override
  public void start() {
    axon.start();
    running = true;
  }

  @Override
  public void stop() {
    axon.shutdown();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Axon registers its entities at the start and takes none twice. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

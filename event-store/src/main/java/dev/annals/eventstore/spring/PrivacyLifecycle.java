package dev.annals.eventstore.spring;

import org.springframework.context.SmartLifecycle;

/** Ties what follows erasures to the application. */
final class PrivacyLifecycle implements SmartLifecycle {

  private final Runnable starting;
  private final Runnable stopping;
  private volatile boolean running;

  PrivacyLifecycle(Runnable starting, Runnable stopping) {
    this.starting = starting;
    this.stopping = stopping;
  }

  @Override
  public void start() {
    starting.run();
    running = true;
  }

  @Override
  public void stop() {
    stopping.run();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A thread starts once. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return ProjectionLifecycle.PHASE;
  }
}

package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.LagWatch;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionSchema;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the projections to the application: running before the first request, and until after the
 * last one.
 */
final class ProjectionLifecycle implements SmartLifecycle {

  /** Well below the phases of the web server, which starts late and stops early. */
  static final int PHASE = DEFAULT_PHASE - 10_000;

  private final ProjectionRunners runners;
  private final LagWatch watch;
  private final DataSource readDatabase;
  private volatile boolean running;

  ProjectionLifecycle(ProjectionRunners runners, LagWatch watch, DataSource readDatabase) {
    this.runners = runners;
    this.watch = watch;
    this.readDatabase = readDatabase;
  }

  @Override
  public void start() {
    ProjectionSchema.migrate(readDatabase);
    runners.start();
    watch.start();
    running = true;
  }

  @Override
  public void stop() {
    watch.close();
    runners.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

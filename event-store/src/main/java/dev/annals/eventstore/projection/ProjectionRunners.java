package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** All projections of one process, and its share in keeping each of them up with the log. */
public final class ProjectionRunners implements AutoCloseable {

  private static final int INSTANCE_BYTES = 8;

  private final Map<ProjectionId, ProjectionRunner> runners = new LinkedHashMap<>();
  private final ProjectionProperties properties;
  private final ReadSide readSide;
  private final ProgressWatch watch = new ProgressWatch();
  private CountDownLatch closing = new CountDownLatch(0);

  /**
   * Takes in all of them.
   *
   * @throws IllegalArgumentException if two have the same name and version, and so would share
   *     their progress
   */
  public ProjectionRunners(
      Collection<? extends Projection> projections,
      EventReader log,
      DataSource readDatabase,
      ProjectionProperties properties,
      Clock clock) {
    this.properties = properties;
    this.readSide =
        new ReadSide(
            log, new LogPages(log), readDatabase, properties, clock, new LiveWork(), newInstance());
    for (var projection : projections) {
      var runner = new ProjectionRunner(projection, readSide, watch);
      if (runners.put(runner.id(), runner) != null) {
        throw new IllegalArgumentException("There are two projections " + runner.id());
      }
    }
  }

  /** Processes of one container image may share host name and process id. */
  private static String newInstance() {
    var name = new byte[INSTANCE_BYTES];
    new SecureRandom().nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  public List<ProjectionRunner> all() {
    return List.copyOf(runners.values());
  }

  /**
   * The runner of one of them.
   *
   * @throws IllegalArgumentException if this process does not run it
   */
  public ProjectionRunner of(ProjectionId id) {
    var runner = runners.get(id);
    if (runner == null) {
      throw new IllegalArgumentException(
          "There is no projection %s, only %s".formatted(id, runners.keySet()));
    }
    return runner;
  }

  /** Replays of these projections; to be started and closed by itself. */
  public Replays replays(ReplayProperties limits) {
    var projections = runners.values().stream().map(ProjectionRunner::projection).toList();
    return new Replays(projections, readSide.apart(), limits);
  }

  /** How far one of them has come. */
  public ProjectionProgress progressOf(ProjectionId id) {
    return of(id);
  }

  /**
   * Starts all, or none. May be called again after {@link #close}.
   *
   * @throws IllegalStateException if they run already, or the read database cannot be used
   */
  public synchronized void start() {
    if (closing.getCount() != 0) {
      throw new IllegalStateException("The projections run already");
    }
    closing = new CountDownLatch(1);
    try {
      runners.values().forEach(ProjectionRunner::start);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    watch.start(all());
    var closed = closing;
    Thread.ofPlatform().name("projection-claims").daemon(true).start(() -> tendUntil(closed));
  }

  private void tendUntil(CountDownLatch closed) {
    try {
      while (!closed.await(properties.segments().renewInterval().toNanos(), TimeUnit.NANOSECONDS)) {
        runners.values().forEach(ProjectionRunner::tend);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops all at the same time, each after the batch in hand. */
  @Override
  public synchronized void close() {
    closing.countDown();
    watch.close();
    runners.values().forEach(ProjectionRunner::requestClose);
    runners.values().forEach(ProjectionRunner::close);
  }
}

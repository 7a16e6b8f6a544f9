package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second how far all projections of the process are behind, so that whoever wants to
 * know does not have to ask the log. A look asks it for its head, and for at most one event of each
 * projection. Thread-safe.
 */
public final class LagWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** What was seen longer ago says nothing of now. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final ProjectionRunners runners;
  private final EventReader log;
  private final Clock clock;
  private final HeadHistory heads = new HeadHistory();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Map<String, Standing> standings = Map.of();
  private Map<Long, Instant> recorded = Map.of();
  private volatile Seen seen = new Seen(List.of(), Instant.MIN);
  private volatile CountDownLatch closing = new CountDownLatch(0);

  private record Seen(List<BuildLag> lags, Instant at) {}

  /** Where a segment stood, and since when. */
  private record Standing(long position, Instant since) {}

  public LagWatch(ProjectionRunners runners, EventReader log, Clock clock) {
    this.runners = runners;
    this.log = log;
    this.clock = clock;
  }

  /** Looks for the first time, and then again and again until closed. */
  public synchronized void start() {
    var closed = new CountDownLatch(1);
    closing = closed;
    lookOrTell();
    Thread.ofPlatform().name("projection-lag").daemon(true).start(() -> lookUntil(closed));
  }

  private void lookUntil(CountDownLatch closed) {
    try {
      while (!closed.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
        lookOrTell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever fails, the next look comes: a watch that died unseen would call everything well. */
  private void lookOrTell() {
    try {
      look();
    } catch (EventLogException e) {
      LOG.debug("How far the projections are behind is not known", e);
    } catch (Throwable e) {
      // Also errors.
      LOG.warn("How far the projections are behind is not known", e);
    }
    try {
      // Also after a look that failed: what was seen before grows old.
      listeners.forEach(Runnable::run);
    } catch (Throwable e) {
      LOG.warn("Who wants to know how far the projections are behind was not told", e);
    }
  }

  private synchronized void look() {
    var head = log.head().value();
    var now = clock.instant();
    heads.add(now, head);
    var lags = new ArrayList<BuildLag>();
    var next = new Next(now, head, new HashMap<>(), new HashMap<>());
    for (var runner : runners.all()) {
      runner.look().forEach(build -> lags.add(lag(build, next)));
    }
    standings = next.standings();
    recorded = next.recorded();
    seen = new Seen(List.copyOf(lags), now);
  }

  /** What a look finds, and what the one after it needs to know. */
  private record Next(
      Instant now, long head, Map<String, Standing> standings, Map<Long, Instant> recorded) {}

  private BuildLag lag(BuildLook build, Next next) {
    var lowest = build.positions().stream().mapToLong(Long::longValue).min().orElse(0);
    var segments = new ArrayList<BuildLag.Segment>();
    for (var segment = 0; segment < build.positions().size(); segment++) {
      var position = build.positions().get(segment);
      var events = Math.max(0, next.head() - position);
      var exact = build.isLive() && position == lowest;
      segments.add(
          new BuildLag.Segment(
              segment,
              position,
              events,
              events == 0 ? Duration.ZERO : since(waitingSince(position, exact, next), next.now()),
              since(standingSince(build, segment, events, next), next.now())));
    }
    return new BuildLag(build, next.head(), segments);
  }

  private static Duration since(Instant then, Instant now) {
    var duration = Duration.between(then, now);
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private Instant waitingSince(long position, boolean exact, Next next) {
    var seenFirst = heads.firstSeenAfter(position);
    if (seenFirst.isPresent()) {
      return seenFirst.get();
    }
    return exact ? recordedAfter(position, next) : heads.began().orElse(next.now());
  }

  /** A segment that does not move asks once. */
  private Instant recordedAfter(long position, Next next) {
    var known = recorded.get(position);
    var at = known == null ? ask(position, next.now()) : known;
    next.recorded().put(position, at);
    return at;
  }

  private Instant ask(long position, Instant now) {
    var event = log.read(EventQuery.all(), SequencePosition.of(position), 1);
    return event.isEmpty() ? now : event.getFirst().recordedAt();
  }

  private Instant standingSince(BuildLook build, int segment, long events, Next next) {
    var key = build.build() + '/' + segment;
    var before = standings.get(key);
    var position = build.positions().get(segment);
    var since =
        before == null || before.position() != position || events == 0
            ? next.now()
            : before.since();
    next.standings().put(key, new Standing(position, since));
    return since;
  }

  /** How far each build is behind; empty if that is not known, because the log does not answer. */
  public List<BuildLag> lags() {
    var latest = seen;
    return latest.at().isBefore(clock.instant().minus(FRESH)) ? List.of() : latest.lags();
  }

  /** Has this run after each look, in the thread that looked. */
  public void afterEachLook(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    closing.countDown();
  }
}

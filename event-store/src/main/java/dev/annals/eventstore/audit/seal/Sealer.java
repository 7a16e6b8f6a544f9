package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.log.EventLogException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the log, in a thread and a session of its own. Several processes may run one for the same
 * log: one of them seals, the others watch and take over. Trouble is told once and the work tried
 * again, from what is stored: nothing in memory survives it.
 */
public final class Sealer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  /** What was refused once will be again, and finding that out may mean to read much of the log. */
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(10);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final SealStore store;
  private final Supplier<CheckpointSigner> signers;
  private final SealSettings settings;
  private final Thread thread;
  private volatile SealStatus status = SealStatus.UNKNOWN;
  private volatile long seenNanos = System.nanoTime();
  private volatile boolean closed;

  /**
   * @param signers reads the keys again for each session, so that a rotated one is found
   */
  public Sealer(SealStore store, Supplier<CheckpointSigner> signers, SealSettings settings) {
    this.store = store;
    this.signers = signers;
    this.settings = settings;
    this.thread = Thread.ofPlatform().name("annals-sealer").daemon().unstarted(this::run);
  }

  /** Starts once. */
  public void start() {
    seenNanos = System.nanoTime();
    thread.start();
  }

  /** How it does. */
  public SealStatus status() {
    return status;
  }

  /** How long ago {@link #status} was seen; a thread that hangs or died sees nothing new. */
  public Duration statusAge() {
    return Duration.ofNanos(System.nanoTime() - seenNanos);
  }

  private void run() {
    while (!closed) {
      try (var session = store.open()) {
        runIn(session);
      } catch (Throwable e) {
        // Also errors: a sealer that died unseen would leave the log open for ever.
        tell(e);
        var pause = e instanceof RefusedToSignException ? REFUSED_PAUSE : RETRY_PAUSE;
        LockSupport.parkNanos(this, pause.toNanos());
      }
    }
  }

  /** Until another process was faster, or the keys are to be read again. */
  private void runIn(SealSession session) {
    while (!closed && !session.takeTurn()) {
      var last = session.last().size();
      see(last, session.look(last), false, 0);
      LockSupport.parkNanos(this, settings.interval().toNanos());
    }
    var keys = signers.get();
    var sealing = Sealing.begin(session, keys);
    var goesOn = true;
    while (!closed && goesOn && !keys.isOutdated()) {
      goesOn = catchUp(session, sealing);
      LockSupport.parkNanos(this, goesOn ? settings.interval().toNanos() : 0L);
    }
  }

  /**
   * @return false if another process was faster
   */
  private boolean catchUp(SealSession session, Sealing sealing) {
    var look = session.look(sealing.size());
    see(sealing.size(), look, true, 0);
    while (!closed && look.head() > sealing.size()) {
      var through = Math.min(look.head(), sealing.size() + settings.stepEventsMax());
      if (!sealing.step(through)) {
        return false;
      }
      look = session.look(through);
      see(through, look, true, 1);
      if (look.head() - through < settings.stepEventsMax()) {
        return true;
      }
      LockSupport.parkNanos(this, settings.breath().toNanos());
    }
    return true;
  }

  /** Trouble is over when there is nothing to do, or something was done. */
  private void see(long size, SealSession.Look look, boolean turn, int checkpoints) {
    var former = status;
    var over = !turn || checkpoints > 0 || look.head() <= size;
    if (over && former.trouble() != null) {
      LOG.info("The log is sealed again, up to {}", size);
    }
    show(
        new SealStatus(
            size,
            look.head(),
            look.waiting(),
            turn,
            former.checkpoints() + checkpoints,
            over ? null : former.trouble()));
  }

  /** Told once, and again when it is another. */
  private void tell(Throwable trouble) {
    if (closed) {
      return;
    }
    var former = status;
    var what = describe(trouble);
    if (!what.equals(former.trouble())) {
      if (trouble instanceof EventLogException) {
        LOG.warn("Sealing is interrupted: {}", what);
      } else {
        LOG.error("The log is not sealed any more: {}", what, trouble);
      }
    }
    show(
        new SealStatus(
            former.size(), former.head(), former.waiting(), false, former.checkpoints(), what));
  }

  private static String describe(Throwable trouble) {
    var message = trouble.getMessage();
    return message == null ? trouble.toString() : message;
  }

  private void show(SealStatus seen) {
    status = seen;
    seenNanos = System.nanoTime();
  }

  /** Finishes the step under way, within bounds. Idempotent. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (thread.isAlive() && !thread.join(STOP_TIMEOUT)) {
        LOG.warn(
            "The sealer did not stop within {}; its session ends with the process", STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

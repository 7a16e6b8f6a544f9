package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.spring.EventLogProperties.Mode;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a log ready for use at an application's start, waiting for its database for a while. */
final class EventLogStart {

  private static final Logger LOG = LoggerFactory.getLogger(EventLogStart.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final EventLogProperties properties;
  private final long deadlineNanos;

  EventLogStart(EventLogProperties properties) {
    this.properties = properties;
    this.deadlineNanos = System.nanoTime() + properties.waitMax().toNanos();
  }

  /**
   * Migrates if there is an owner, then opens.
   *
   * @throws Unavailable with the last cause if that did not succeed in time
   */
  <T> T open(Supplier<T> opening) {
    eventually(
        () -> {
          migrate();
          return true;
        });
    return eventually(opening);
  }

  private void migrate() {
    var owner = properties.ownerConnection();
    if (owner == null) {
      return;
    }
    LogSchema.migrate(owner);
    var user = properties.connection().user();
    if (user.equals(owner.user())) {
      LOG.warn("The event log is used as its owner {}; give the service a role of its own", user);
    } else if (properties.mode() == Mode.APPEND) {
      LogSchema.grantWriter(owner, user);
    } else {
      LogSchema.grantReader(owner, user);
    }
  }

  private <T> T eventually(Supplier<T> step) {
    var warned = false;
    while (true) {
      try {
        return step.get();
      } catch (Unavailable trouble) {
        if (System.nanoTime() - deadlineNanos >= 0) {
          throw trouble;
        }
        if (!warned) {
          LOG.warn(
              "Waiting up to {} for the event log: {}", properties.waitMax(), trouble.getMessage());
          warned = true;
        }
        pause(trouble);
      }
    }
  }

  private static void pause(Unavailable trouble) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw trouble;
    }
  }
}

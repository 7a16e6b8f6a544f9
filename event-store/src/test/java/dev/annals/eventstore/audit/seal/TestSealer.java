package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.log.postgres.LogConnection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;

/** Seals a log in the thread of the test, and fills it. */
public final class TestSealer {

  private static final TestEvents EVENTS = new TestEvents();

  private TestSealer() {}

  public static CheckpointSigner signer(Path keyFile) {
    return CheckpointSigner.open(keyFile, "example.com/log", new SecureRandom());
  }

  /** Seals all there is, in steps of so many events. */
  public static void seal(LogConnection sealer, Path keyFile, int stepEvents) {
    try (var session = new PostgresSealStore(sealer).open()) {
      var sealing = Sealing.begin(session, signer(keyFile));
      var head = session.look(sealing.size()).head();
      while (sealing.size() < head) {
        if (!sealing.step(Math.min(head, sealing.size() + stepEvents))) {
          throw new IllegalStateException("Another process seals");
        }
      }
    }
  }

  /** A sealer as a service runs it, but in a hurry. */
  public static Sealer hasty(LogConnection sealer, Path keyFile) {
    return new Sealer(
        new PostgresSealStore(sealer),
        () -> signer(keyFile),
        new SealSettings(Duration.ofMillis(1), 100, Duration.ZERO));
  }

  /** Appends so many events of various lengths, some of them long, some without a tag. */
  public static void append(EventLog log, int count) {
    var batch = new ArrayList<Event>();
    for (var i = 0; i < count; i++) {
      batch.add(event(i));
      if (batch.size() == EventLog.APPEND_EVENTS_MAX || i == count - 1) {
        log.append(batch, AppendCondition.none()).join();
        batch.clear();
      }
    }
  }

  private static Event event(int i) {
    if (i % 50 == 7) {
      return EVENTS.with("{\"long\":\"" + "ä".repeat(7_000) + "\"}", Tag.of("n", "" + i));
    }
    return i % 3 == 0
        ? EVENTS.bare("test.Bare")
        : EVENTS.with("{\"n\":" + i + "}", Tag.of("n", "" + i), Tag.of("m", "ü" + i % 7));
  }
}

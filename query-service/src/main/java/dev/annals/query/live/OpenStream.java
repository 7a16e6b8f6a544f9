package dev.annals.query.live;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.dao.DataAccessException;

/** One stream, from its first message until its client or the service ends it. */
final class OpenStream {

  /** How soon a stream notices that it is to end while it waits for a view. */
  private static final Duration WAIT = Duration.ofMillis(200);

  /** Less than any floor. */
  private static final long NOTHING = -1;

  private static final Duration REST = Duration.ofMillis(20);

  /** Before it asks again for what does not answer. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LiveFeed feed;
  private final Watch watch;
  private final SseWriter writer;
  private final Semaphore reads;
  private final long heartbeatNanos;
  private SequencePosition position;
  private long known;

  OpenStream(LiveFeed feed, Watch watch, SseWriter writer, Semaphore reads, Duration heartbeat) {
    this.feed = feed;
    this.watch = watch;
    this.writer = writer;
    this.reads = reads;
    this.heartbeatNanos = heartbeat.toNanos();
    this.position = feed.start();
    this.known = feed.known();
  }

  /** Returns when the service ends the stream. */
  void run() throws IOException, InterruptedException {
    writer.begin();
    while (!watch.isClosed()) {
      try {
        goOn();
      } catch (EventLogException | DataAccessException | KeysUnavailableException _) {
        // Nothing is lost by waiting: what was not sent is read again, also if it was taken from
        // memory already. Others tell of the trouble.
        known = NOTHING;
        watch.rest(PAUSE.toNanos());
      }
      heartbeatIfDue();
    }
  }

  private void goOn() throws IOException, InterruptedException {
    var floor = watch.floor();
    if (floor > known) {
      readUpTo(floor);
    } else {
      follow();
    }
  }

  private void readUpTo(long floor) throws IOException, InterruptedException {
    if (!feed.awaitPosition(SequencePosition.of(floor), WAIT)) {
      // It may have answered at once, because too many wait or nothing is live.
      watch.rest(REST.toNanos());
      return;
    }
    var page = read();
    send(page.messages());
    if (page.isLast()) {
      known = Math.max(floor, page.position().value());
    }
  }

  private LivePage read() throws InterruptedException {
    reads.acquire();
    try {
      return feed.read(position);
    } finally {
      reads.release();
    }
  }

  private void follow() throws IOException, InterruptedException {
    var events = watch.takeAfter(known, heartbeatNanos - writer.silentNanos());
    if (!events.isEmpty()) {
      send(events.stream().map(feed::message).toList());
      known = position.value();
    }
  }

  private void send(List<LiveMessage> messages) throws IOException {
    writer.send(messages);
    if (!messages.isEmpty()) {
      position = messages.getLast().position();
    }
  }

  private void heartbeatIfDue() throws IOException {
    if (writer.silentNanos() < heartbeatNanos || watch.isClosed()) {
      return;
    }
    writer.heartbeat();
    if (feed.changesByItself()) {
      known = feed.known();
    }
  }
}

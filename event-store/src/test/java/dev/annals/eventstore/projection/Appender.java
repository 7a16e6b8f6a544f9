package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventLog;
import java.time.Duration;
import java.util.stream.LongStream;

/** Fills a log with events that are numbered as their positions are. */
final class Appender {

  private static final int PART = 1_000;

  private final EventLog log;

  Appender(EventLog log) {
    this.log = log;
  }

  void append(String type, int count) {
    for (var left = count; left > 0; left -= PART) {
      var head = log.head().value();
      var part =
          LongStream.rangeClosed(head + 1, head + Math.min(left, PART))
              .mapToObj(number -> SeenEvents.event(type, number))
              .toList();
      assertThat(log.append(part, AppendCondition.none())).succeedsWithin(Duration.ofSeconds(10));
    }
  }
}

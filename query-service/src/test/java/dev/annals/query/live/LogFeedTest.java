package dev.annals.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogFeedTest {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final LogFeed feed =
      new LogFeed(
          log,
          EventQuery.tagged(Tag.of("key", "a")),
          SequencePosition.ORIGIN,
          "event",
          SequencedEvent::event);

  /** The hub may offer these events only after the read has found them. */
  @Test
  void a_page_reaches_to_its_last_event_whatever_the_hub_has_seen() {
    append("a", "b", "a", "b");
    var page = feed.read(SequencePosition.of(1));
    assertThat(page.messages())
        .extracting(message -> message.position().value())
        .containsExactly(3L);
    assertThat(page.isLast()).isTrue();
    assertThat(page.position()).isEqualTo(SequencePosition.of(3));
  }

  @Test
  void an_empty_page_stays_where_it_began() {
    append("a", "b");
    var page = feed.read(SequencePosition.of(1));
    assertThat(page.messages()).isEmpty();
    assertThat(page.position()).isEqualTo(SequencePosition.of(1));
  }

  private void append(String... keys) {
    for (var key : keys) {
      var event =
          new Event(
              UUID.randomUUID(),
              "test.Noted",
              "1",
              Instant.EPOCH,
              Set.of(Tag.of("key", key)),
              "{}",
              Map.of());
      assertThat(log.append(List.of(event), AppendCondition.none())).isCompleted();
    }
  }
}

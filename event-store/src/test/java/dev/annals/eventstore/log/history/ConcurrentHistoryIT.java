package dev.annals.eventstore.log.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.log.postgres.TestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random writers in several logs on one schema, and a reader beside them, all checked against each
 * other.
 */
@Timeout(120)
class ConcurrentHistoryIT {

  private static final int WRITERS = 12;
  private static final int ATTEMPTS_EACH = 200;

  @Test
  void every_answer_of_a_concurrent_history_is_right() throws Exception {
    var testLog = TestLog.create();
    try (var one = testLog.open();
        var two = testLog.open();
        var subscription = two.subscribe(SequencePosition.ORIGIN)) {
      var attempts = race(List.of(one, two));
      var log = readAll(one);
      assertThat(HistoryChecker.violations(log, attempts)).isEmpty();
      assertThat(attempts).extracting(Attempt::result).hasAtLeastOneElementOfType(Conflict.class);
      assertThat(attempts).extracting(Attempt::result).hasAtLeastOneElementOfType(Appended.class);
      var followed = new ArrayList<SequencedEvent>();
      while (followed.size() < log.size()) {
        followed.addAll(subscription.next(EventReader.READ_MAX, Duration.ofSeconds(10)));
      }
      assertThat(followed).isEqualTo(log);
    }
  }

  private static List<Attempt> race(List<? extends EventLog> logs) {
    var events = new TestEvents();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, WRITERS)
          .mapToObj(w -> new RandomWriter(logs.get(w % logs.size()), events, w))
          .map(writer -> CompletableFuture.supplyAsync(() -> writer.run(ATTEMPTS_EACH), pool))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .flatMap(Collection::stream)
          .toList();
    }
  }

  private static List<SequencedEvent> readAll(EventLog log) {
    var all = new ArrayList<SequencedEvent>();
    for (var page = log.read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX);
        !page.isEmpty();
        page = log.read(EventQuery.all(), all.getLast().position(), EventReader.READ_MAX)) {
      all.addAll(page);
    }
    return all;
  }
}

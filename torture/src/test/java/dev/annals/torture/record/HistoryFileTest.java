package dev.annals.torture.record;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.history.Call;
import dev.annals.eventstore.log.history.EventPrint;
import dev.annals.eventstore.log.history.Observation;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Outcome;
import dev.annals.eventstore.log.history.Outcome.Answered;
import dev.annals.eventstore.log.history.Outcome.Broken;
import dev.annals.eventstore.log.history.Outcome.NothingStored;
import dev.annals.eventstore.log.history.Outcome.Silence;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import dev.annals.eventstore.log.history.SeenEvents;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final SequencePosition FIVE = SequencePosition.of(5);
  private static final SequencePosition SIX = SequencePosition.of(6);
  private static final EventQuery QUERY =
      EventQuery.anyOf(
          new EventQuery.Item(Set.of("test.A", "test.B"), Set.of()),
          new EventQuery.Item(Set.of(), Set.of(Tag.of("a", "1"), Tag.of("b", "2"))));
  private static final IdempotencyRecord KEY = new IdempotencyRecord("key", "print", "answer");
  private static final SeenEvents SEEN = new SeenEvents(List.of(3L, 4L, 6L), -99);

  @TempDir private Path directory = Path.of("");

  private static Call call(long number) {
    return new Call("w1", 7, number, -10 + number, 20 + number);
  }

  private static Attempt attempt(long number, Outcome outcome) {
    var events =
        List.of(new EventPrint(new UUID(1, number), 7), new EventPrint(new UUID(-2, number), -7));
    return number % 2 == 0
        ? new Attempt(call(number), events, failIfEventsMatch(QUERY, FIVE), KEY, outcome)
        : new Attempt(call(number), List.of(), none(), null, outcome);
  }

  private List<Observation> reread() throws IOException {
    var read = new ArrayList<Observation>();
    for (var file : HistoryReader.files(directory)) {
      HistoryReader.read(file, read::add);
    }
    return read;
  }

  private void write(List<? extends Observation> observations) throws IOException {
    try (var writer = new HistoryWriter(directory, "w1", 7)) {
      for (var observation : observations) {
        if (observation instanceof Attempt attempt) {
          writer.begun(attempt);
        }
        writer.observed(observation);
      }
    }
  }

  @Test
  void every_observation_is_read_as_it_was_written() throws IOException {
    var all =
        List.of(
            attempt(0, new Answered(new Appended(FIVE, SIX))),
            attempt(1, new Answered(new Conflict(SIX))),
            attempt(2, new Answered(new Duplicate(KEY, FIVE))),
            attempt(3, new NothingStored("why")),
            attempt(4, new Unknown("why")),
            attempt(5, new Silence(120)),
            attempt(6, new Broken("why")),
            new Sourced(call(7), true, QUERY, FIVE, SEEN, SIX),
            new PageRead(call(8), QUERY, FIVE, 100, SEEN),
            new Delivered(call(9), FIVE, SEEN),
            new CaughtUp(call(10), SIX, FIVE),
            new ReadBroke(call(11), "why"));
    write(all);
    assertThat(reread()).isEqualTo(all);
  }

  @Test
  void an_append_whose_caller_was_killed_has_an_unknown_outcome() throws IOException {
    var begun = attempt(2, new Unknown("the caller was killed"));
    try (var writer = new HistoryWriter(directory, "w1", 7)) {
      writer.begun(begun);
    }
    assertThat(reread()).containsExactly(begun);
  }

  @Test
  void a_record_that_is_not_whole_ends_the_file() throws IOException {
    var kept = new CaughtUp(call(1), SIX, FIVE);
    write(List.of(kept, new CaughtUp(call(2), SIX, FIVE)));
    var file = HistoryReader.files(directory).getFirst();
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) - 1);
    }
    assertThat(reread()).containsExactly(kept);
  }
}

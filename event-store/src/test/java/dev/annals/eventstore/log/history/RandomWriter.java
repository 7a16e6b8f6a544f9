package dev.annals.eventstore.log.history;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Appends random events under random, overlapping conditions, and writes down what it was told. */
final class RandomWriter {

  private static final List<String> TYPES = List.of("test.A", "test.B", "test.C");
  private static final int TAGS = 8;
  private static final int STALE_ONE_IN = 4;

  private final EventLog log;
  private final TestEvents events;
  private final Random random;
  private final List<Attempt> attempts = new ArrayList<>();

  RandomWriter(EventLog log, TestEvents events, long seed) {
    this.log = log;
    this.events = events;
    this.random = new Random(seed);
  }

  /** Most attempts decide on what they have just sourced; some on a position long gone. */
  List<Attempt> run(int times) {
    for (var i = 0; i < times; i++) {
      var query = query();
      var sourced = log.source(query, SequencePosition.ORIGIN, _ -> {});
      var after = random.nextInt(STALE_ONE_IN) == 0 ? earlier(sourced) : sourced;
      var newEvents = newEvents();
      var result = log.append(newEvents, failIfEventsMatch(query, after)).join();
      attempts.add(new Attempt(newEvents, query, after, sourced.value(), result));
    }
    return attempts;
  }

  private SequencePosition earlier(SequencePosition position) {
    return SequencePosition.of(random.nextLong(position.value() + 1));
  }

  private EventQuery query() {
    return new EventQuery(
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> new EventQuery.Item(types(), tags(1 + random.nextInt(2))))
            .toList());
  }

  private List<Event> newEvents() {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(
            _ ->
                events.of(
                    TYPES.get(random.nextInt(TYPES.size())),
                    tags(1 + random.nextInt(3)).toArray(Tag[]::new)))
        .toList();
  }

  private Set<String> types() {
    return random.nextBoolean() ? Set.of() : Set.of(TYPES.get(random.nextInt(TYPES.size())));
  }

  private Set<Tag> tags(int count) {
    var tags = new HashSet<Tag>();
    for (var i = 0; i < count; i++) {
      tags.add(Tag.of("entity", Integer.toString(random.nextInt(TAGS))));
    }
    return tags;
  }
}

package dev.annals.eventstore.log;

import static dev.annals.eventstore.log.SequencePosition.ORIGIN;

import dev.annals.eventstore.log.AppendResult.Appended;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A log of any kind, and what tests say to it. */
public abstract class EventLogScenario {

  static final Tag ANNA = Tag.of("accountId", "anna");
  static final Tag BERT = Tag.of("accountId", "bert");
  static final EventQuery ABOUT_ANNA = EventQuery.tagged(ANNA);
  static final EventQuery ABOUT_BERT = EventQuery.tagged(BERT);
  static final String OPENED = "test.Opened";
  static final String PAID = "test.Paid";

  final TestEvents events = new TestEvents();
  EventLog log;

  /** An empty log. */
  protected abstract EventLog open();

  @BeforeEach
  void openLog() {
    log = open();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  AppendResult append(AppendCondition condition, Event... newEvents) {
    return log.append(List.of(newEvents), condition).join();
  }

  List<SequencedEvent> readAll() {
    return log.read(EventQuery.all(), ORIGIN, EventReader.READ_MAX);
  }

  static Appended appended(long first, long last) {
    return new Appended(SequencePosition.of(first), SequencePosition.of(last));
  }
}

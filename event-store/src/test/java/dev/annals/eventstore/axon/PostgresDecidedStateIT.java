package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.postgres.TestLog;

class PostgresDecidedStateIT extends DecidedStateContract {

  private final TestLog test = TestLog.create();

  @Override
  EventLog openLog() {
    return test.open();
  }

  @Override
  EventLog openAgain(EventLog opened) {
    return test.open();
  }
}

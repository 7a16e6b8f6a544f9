package dev.annals.eventstore.log;

import java.time.Clock;

class InMemoryEventLogTest extends EventLogContract {

  @Override
  protected EventLog open() {
    return new InMemoryEventLog(Clock.systemUTC());
  }
}

package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.time.Clock;

class InMemoryDecidedStateTest extends DecidedStateContract {

  @Override
  EventLog openLog() {
    return new InMemoryEventLog(Clock.systemUTC());
  }

  @Override
  EventLog openAgain(EventLog opened) {
    return opened;
  }
}

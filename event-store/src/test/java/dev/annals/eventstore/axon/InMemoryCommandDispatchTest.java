package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.time.Clock;

class InMemoryCommandDispatchTest extends CommandDispatchContract {

  @Override
  EventLog openLog() {
    return new InMemoryEventLog(Clock.systemUTC());
  }
}

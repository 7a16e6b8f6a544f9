package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.time.Clock;

class InMemorySourcedCommandDispatchTest extends CommandDispatchContract {

  @Override
  EventLog openLog() {
    return new InMemoryEventLog(Clock.systemUTC());
  }

  @Override
  CounterModule counters() {
    return CounterModule.sourced();
  }
}

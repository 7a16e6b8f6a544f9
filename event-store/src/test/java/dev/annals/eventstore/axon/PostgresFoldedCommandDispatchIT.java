package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.postgres.TestLog;

class PostgresFoldedCommandDispatchIT extends CommandDispatchContract {

  @Override
  EventLog openLog() {
    return TestLog.create().open();
  }

  @Override
  CounterModule counters() {
    return CounterModule.folded();
  }
}

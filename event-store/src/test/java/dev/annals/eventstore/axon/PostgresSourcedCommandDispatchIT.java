package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.postgres.TestLog;

class PostgresSourcedCommandDispatchIT extends CommandDispatchContract {

  @Override
  EventLog openLog() {
    return TestLog.create().open();
  }

  @Override
  CounterModule counters() {
    return CounterModule.sourced();
  }
}

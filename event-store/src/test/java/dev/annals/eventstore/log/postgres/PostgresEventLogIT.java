package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogContract;

class PostgresEventLogIT extends EventLogContract {

  @Override
  protected EventLog open() {
    return TestLog.create().open();
  }
}

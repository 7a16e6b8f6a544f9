package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogContract;

/** The contract once more where most conditions reach behind the tail and every bound is near. */
class SmallTailPostgresEventLogIT extends EventLogContract {

  @Override
  protected EventLog open() {
    return TestLog.create().openSmall();
  }
}

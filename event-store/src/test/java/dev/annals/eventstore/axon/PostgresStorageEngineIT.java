package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Axon's own suite, on PostgreSQL. */
class PostgresStorageEngineIT extends StorageEngineTestSuite<LogEventStorageEngine> {

  private final PostgresEventLog log = TestLog.create().open();

  @Override
  protected LogEventStorageEngine buildStorageEngine() {
    return new LogEventStorageEngine(log, new JacksonConverter(JacksonConverter.storedJson()));
  }

  @Override
  protected @Nullable ProcessingContext processingContext() {
    return null;
  }

  @AfterAll
  void close() {
    log.close();
  }
}

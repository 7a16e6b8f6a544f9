package dev.annals.standalone;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.EmbeddedPostgres;
import dev.annals.standalone.postgres.Passwords;

/**
 * The schemas of the logs: made here and not by a service, so that none needs the owner's rights.
 */
final class LogSchemas {

  private LogSchemas() {}

  /**
   * Brings them to the version this code needs.
   *
   * @return the log, as its owner
   * @throws CannotStart if that fails
   */
  static LogConnection prepare(EmbeddedPostgres postgres, Passwords passwords) {
    var url = postgres.url(Databases.LOG);
    var password = passwords.logOwner();
    var log = new LogConnection(url, Databases.LOG_OWNER, password, Services.LOG_SCHEMA);
    var operations =
        new LogConnection(url, Databases.LOG_OWNER, password, Services.OPERATIONS_SCHEMA);
    try {
      LogSchema.migrate(log);
      LogSchema.grantWriter(log, Databases.COMMAND_SERVICE);
      LogSchema.grantReader(log, Databases.QUERY_SERVICE);
      LogSchema.grantSealer(log, Databases.SEALER);
      LogSchema.migrate(operations);
      LogSchema.grantWriter(operations, Databases.QUERY_SERVICE);
      return log;
    } catch (EventLogException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }
}

package dev.annals.eventstore.audit;

import dev.annals.eventstore.log.postgres.TestLog;
import java.sql.SQLException;

/** What whoever administers the server can do: change the record, with the triggers off. */
public final class Tampering {

  private Tampering() {}

  public static void run(TestLog log, String... statements) throws SQLException {
    try (var superuser = TestLog.connect(log.owner());
        var statement = superuser.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}

package dev.annals.benchmarks.server;

import dev.annals.eventstore.log.postgres.LogConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One contestant's database. */
public record Database(String url, String user, String password, int port, String name) {

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** A log in this database. */
  public LogConnection log() {
    return new LogConnection(url, user, password, "annals_log");
  }
}

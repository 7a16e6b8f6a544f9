package dev.annals.eventstore.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to make of a connection in trouble. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private Connections() {}

  /**
   * Whether the server may have gone, so that nothing is known of the statement under way: class
   * 08, an administrator's or a crash's shutdown, no connection to be had. Any other error is the
   * server's word that it rolled back.
   */
  static boolean isLost(SQLException e) {
    var state = e.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300");
  }

  static void closeQuietly(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("Closing a broken connection failed; it is dropped", e);
    }
  }
}

package dev.annals.eventstore.log.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to make of a connection in trouble. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** Classes of SQLSTATE, and 57014, a statement that took too long. */
  private static final List<String> ROLLED_BACK =
      List.of(
          "0A", "21", "22", "23", "25", "26", "28", "34", "3D", "3F", "40", "42", "44", "54", "55",
          "57014", "P0");

  private static final List<String> ABOUT_DATA = List.of("22", "23", "54");

  private Connections() {}

  /**
   * Whether nothing is known of the statement under way. Only errors of these classes are the
   * server's word that it rolled back and goes on; any other may be a crash between a commit and
   * its acknowledgement, as when the disk fills up during the flush.
   */
  static boolean isLost(SQLException e) {
    var state = e.getSQLState();
    var word = state != null && ROLLED_BACK.stream().anyMatch(state::startsWith);
    return !word || e.getNextException() != null || e.getCause() instanceof IOException;
  }

  /** Whether the error is about the data of a statement, so that a part of it may pass. */
  static boolean isAboutData(SQLException e) {
    var state = e.getSQLState();
    return state != null && ABOUT_DATA.stream().anyMatch(state::startsWith);
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

package dev.annals.torture.campaign;

import dev.annals.eventstore.log.history.HistoryChecker;
import dev.annals.eventstore.log.history.Tally;
import dev.annals.eventstore.log.history.Violation;
import dev.annals.torture.record.HistoryReader;
import dev.annals.torture.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What the checker says of the whole history.
 *
 * @param events in the log
 * @param unknownStored how many of the unknown outcomes turned out to be stored
 * @param violations the first of them
 */
record Verdict(
    Tally tally, long events, long unknownStored, long violationCount, List<Violation> violations) {

  static Verdict of(PostgresServer server, Path histories) throws IOException, SQLException {
    try (var connection = LogDatabase.connect(server)) {
      var checker = HistoryChecker.of(connection).checkIndex(connection);
      for (var file : HistoryReader.files(histories)) {
        HistoryReader.read(file, checker::learn);
      }
      for (var file : HistoryReader.files(histories)) {
        HistoryReader.read(file, checker::check);
      }
      var violations = checker.finish();
      return new Verdict(
          checker.tally(),
          checker.head(),
          checker.unknownStored(),
          checker.violationCount(),
          violations);
    }
  }
}

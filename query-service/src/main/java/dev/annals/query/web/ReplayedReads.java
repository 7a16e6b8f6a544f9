package dev.annals.query.web;

import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets the queries of views read the tables of a replay instead of those that serve: in a
 * transaction whose search path is the replay's schema and nothing else.
 */
final class ReplayedReads {

  private static final String CONTEXT = "audit";
  private static final String UNDEFINED_TABLE = "42P01";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  ReplayedReads(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  private record Entered(String projection, int version, String state) {}

  /**
   * Answers from a replay.
   *
   * @throws ProblemException if it is none of this view, or has no tables yet or any more
   */
  <T> T read(long replay, ProjectionId view, Supplier<T> query) {
    try {
      return transactions.execute(
          _ -> {
            enter(replay, view);
            return query.get();
          });
    } catch (BadSqlGrammarException e) {
      var cause = e.getSQLException();
      if (cause != null && UNDEFINED_TABLE.equals(cause.getSQLState())) {
        throw problem(HttpStatus.GONE, "REPLAY_GONE", "The replay is gone", replay, "was dropped");
      }
      throw e;
    }
  }

  private void enter(long replay, ProjectionId view) {
    var entered =
        jdbc.sql(ReplayedReadsSql.ENTER)
            .param("replay", replay)
            .query(
                (row, _) ->
                    new Entered(
                        row.getString("projection"), row.getInt("version"), row.getString("state")))
            .optional()
            .orElseThrow(() -> unknown(replay));
    switch (entered.state()) {
      case "DONE" -> {}
      case "RUNNING" -> throw notDone(replay);
      default ->
          throw problem(
              HttpStatus.GONE, "REPLAY_GONE", "The replay is gone", replay, "has no rows any more");
    }
    if (!view.equals(new ProjectionId(entered.projection(), entered.version()))) {
      throw problem(
          HttpStatus.CONFLICT,
          "REPLAY_OF_ANOTHER_VIEW",
          "The replay is of another view",
          replay,
          "is of %s v%d, and this is read from %s"
              .formatted(entered.projection(), entered.version(), view));
    }
  }

  private static ProblemException unknown(long replay) {
    return Missing.because(
        CONTEXT,
        "UNKNOWN_REPLAY",
        "The replay does not exist",
        "There is no replay %d.".formatted(replay));
  }

  private static ProblemException notDone(long replay) {
    var waits =
        problem(
            HttpStatus.CONFLICT,
            "REPLAY_NOT_DONE",
            "The replay is not done yet",
            replay,
            "is not done yet");
    return new ProblemException(waits.problem(), Map.of(HttpHeaders.RETRY_AFTER, "1"));
  }

  private static ProblemException problem(
      HttpStatus status, String reason, String title, long replay, String what) {
    return new ProblemException(
        new Problem(
                ProblemType.uri(CONTEXT, reason),
                title,
                status.value(),
                "Replay %d %s.".formatted(replay, what))
            .with("reason", reason));
  }
}

package dev.annals.eventstore.deadletter;

import dev.annals.eventstore.deadletter.DeadLetterAct.Kind;
import dev.annals.eventstore.deadletter.DeadLetterAct.Outcome;
import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.deadletter.DeadLetterAct.Target;
import dev.annals.eventstore.log.SequencePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is wanted and done about one build's dead letters. Any process may ask; the holder of the
 * segment does it. Works in the caller's transaction.
 */
public final class DeadLetterActs {

  /** Sequences that one request for all redrives at most. */
  public static final int ALL_MAX = 1_000;

  private static final int PENDING_MAX = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final long build;

  public DeadLetterActs(long build) {
    this.build = build;
  }

  /**
   * Asks for something.
   *
   * @param position of the letter to evict; null for a redrive
   * @return the act; empty if there is no such sequence or letter
   */
  public OptionalLong request(
      Connection connection,
      String orderingKey,
      Kind kind,
      @Nullable SequencePosition position,
      Request request)
      throws SQLException {
    try (var insert = connection.prepareStatement(DeadLetterSql.REQUEST)) {
      insert.setString(1, kind.name());
      if (position == null) {
        insert.setNull(2, Types.BIGINT);
      } else {
        insert.setLong(2, position.value());
      }
      insert.setString(3, request.actor());
      insert.setString(4, request.reason());
      insert.setString(5, JSON.writeValueAsString(request.provenance()));
      insert.setLong(6, build);
      insert.setString(7, orderingKey);
      var acts = numbers(insert);
      return acts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(acts.getFirst());
    }
  }

  /** Asks to redrive every sequence, or the first {@value #ALL_MAX}. */
  public List<Long> requestAll(Connection connection, Request request) throws SQLException {
    try (var insert = connection.prepareStatement(DeadLetterSql.REQUEST_ALL)) {
      insert.setString(1, request.actor());
      insert.setString(2, request.reason());
      insert.setString(3, JSON.writeValueAsString(request.provenance()));
      insert.setLong(4, build);
      insert.setInt(5, ALL_MAX);
      return numbers(insert);
    }
  }

  public Optional<DeadLetterAct> find(Connection connection, long act) throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.SELECT_ACT)) {
      select.setLong(1, build);
      select.setLong(2, act);
      return acts(select).stream().findFirst();
    }
  }

  /** What is still to be done in these segments, oldest first. */
  public List<DeadLetterAct> pending(Connection connection, Collection<Integer> segments)
      throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.SELECT_PENDING)) {
      select.setLong(1, build);
      select.setObject(2, DeadLetterStore.ints(segments));
      select.setInt(3, PENDING_MAX);
      return acts(select);
    }
  }

  public void countDone(Connection connection, DeadLetterAct act, int letters) throws SQLException {
    try (var update = connection.prepareStatement(DeadLetterSql.COUNT_DONE)) {
      update.setInt(1, letters);
      update.setLong(2, act.act());
      update.executeUpdate();
    }
  }

  public void finish(
      Connection connection, DeadLetterAct act, Outcome outcome, @Nullable String detail)
      throws SQLException {
    try (var update = connection.prepareStatement(DeadLetterSql.FINISH)) {
      update.setString(1, outcome.name());
      update.setString(2, detail);
      update.setLong(3, act.act());
      update.executeUpdate();
    }
  }

  /** The build is dropped, and with it what was still to be done. */
  public void finishAll(Connection connection) throws SQLException {
    try (var update = connection.prepareStatement(DeadLetterSql.FINISH_ALL)) {
      update.setLong(1, build);
      update.executeUpdate();
    }
  }

  private static List<Long> numbers(PreparedStatement insert) throws SQLException {
    try (var rows = insert.executeQuery()) {
      var numbers = new ArrayList<Long>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    }
  }

  private static List<DeadLetterAct> acts(PreparedStatement select) throws SQLException {
    try (var rows = select.executeQuery()) {
      var acts = new ArrayList<DeadLetterAct>();
      while (rows.next()) {
        acts.add(act(rows));
      }
      return acts;
    }
  }

  static DeadLetterAct act(ResultSet row) throws SQLException {
    var position = row.getLong(5);
    var outcome = row.getString(10);
    return new DeadLetterAct(
        row.getLong(1),
        new Target(row.getInt(2), row.getString(3)),
        Kind.valueOf(row.getString(4)),
        position == 0 ? null : SequencePosition.of(position),
        new Request(
            row.getString(6),
            row.getString(7),
            row.getObject(8, OffsetDateTime.class).toInstant(),
            JSON.readValue(row.getString("provenance"), TEXTS)),
        row.getInt(9),
        outcome == null ? null : Outcome.valueOf(outcome),
        row.getString(11));
  }
}

package dev.annals.eventstore.deadletter;

import dev.annals.eventstore.log.SequencePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one build of a view. Works in the caller's transaction. Only the holder of a
 * segment may change the segment's letters.
 */
public final class DeadLetterStore {

  private final long build;

  public DeadLetterStore(long build) {
    this.build = build;
  }

  /**
   * An event to put to the others.
   *
   * @param cause null if it only waits
   */
  public record Enqueued(
      int segment, String orderingKey, long position, @Nullable String cause, int attempts) {

    /** The same after one more attempt. */
    public Enqueued failed(String why) {
      return new Enqueued(segment, orderingKey, position, why, attempts + 1);
    }
  }

  /** Puts these behind what is there. */
  public void enqueue(Connection connection, List<Enqueued> letters) throws SQLException {
    try (var insert = connection.prepareStatement(DeadLetterSql.ENQUEUE)) {
      insert.setLong(1, build);
      insert.setObject(2, letters.stream().map(Enqueued::orderingKey).toArray(String[]::new));
      insert.setObject(3, letters.stream().mapToLong(Enqueued::position).toArray());
      insert.setObject(4, letters.stream().mapToInt(Enqueued::segment).toArray());
      insert.setObject(5, letters.stream().map(Enqueued::cause).toArray(String[]::new));
      insert.setObject(6, letters.stream().mapToInt(Enqueued::attempts).toArray());
      insert.executeUpdate();
    }
  }

  /** How many letters there are, or {@code max} if there are more. */
  public int count(Connection connection, int max) throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.COUNT)) {
      select.setLong(1, build);
      select.setInt(2, max);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** The ordering keys that have letters, by segment. */
  public Map<Integer, Set<String>> sequences(Connection connection, Collection<Integer> segments)
      throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.SELECT_SEQUENCES)) {
      select.setLong(1, build);
      select.setObject(2, ints(segments));
      try (var rows = select.executeQuery()) {
        var keys = new HashMap<Integer, Set<String>>();
        while (rows.next()) {
          keys.computeIfAbsent(rows.getInt(1), _ -> new HashSet<>()).add(rows.getString(2));
        }
        return keys;
      }
    }
  }

  /** Letters in the order of their sequences, after the given one. */
  public List<DeadLetter> page(
      Connection connection, String afterKey, SequencePosition afterPosition, int max)
      throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.SELECT_PAGE)) {
      select.setLong(1, build);
      select.setString(2, afterKey);
      select.setLong(3, afterPosition.value());
      select.setInt(4, max);
      return letters(select);
    }
  }

  /** The first letters of a sequence. */
  public List<DeadLetter> sequence(Connection connection, String orderingKey, int max)
      throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.SELECT_SEQUENCE)) {
      select.setLong(1, build);
      select.setString(2, orderingKey);
      select.setInt(3, max);
      return letters(select);
    }
  }

  /** They are applied, or never will be. */
  public int delete(Connection connection, String orderingKey, List<SequencePosition> positions)
      throws SQLException {
    try (var delete = connection.prepareStatement(DeadLetterSql.DELETE)) {
      delete.setLong(1, build);
      delete.setString(2, orderingKey);
      delete.setObject(3, positions.stream().mapToLong(SequencePosition::value).toArray());
      return delete.executeUpdate();
    }
  }

  /** The build is dropped. */
  public void deleteAll(Connection connection) throws SQLException {
    try (var delete = connection.prepareStatement(DeadLetterSql.DELETE_ALL)) {
      delete.setLong(1, build);
      delete.executeUpdate();
    }
  }

  public void failedAgain(Connection connection, DeadLetter letter, String cause)
      throws SQLException {
    try (var update = connection.prepareStatement(DeadLetterSql.FAILED_AGAIN)) {
      update.setString(1, cause);
      update.setLong(2, build);
      update.setString(3, letter.orderingKey());
      update.setLong(4, letter.position().value());
      update.executeUpdate();
    }
  }

  static Integer[] ints(Collection<Integer> numbers) {
    return numbers.toArray(Integer[]::new);
  }

  private static List<DeadLetter> letters(PreparedStatement select) throws SQLException {
    try (var rows = select.executeQuery()) {
      var letters = new ArrayList<DeadLetter>();
      while (rows.next()) {
        letters.add(letter(rows));
      }
      return letters;
    }
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString(1),
        SequencePosition.of(row.getLong(2)),
        row.getString(3),
        row.getInt(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}

package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.deadletter.DeadLetterStore.Enqueued;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Writes a batch's rows and the progress they mean in one transaction of the read database. */
final class BatchTransaction {

  private final Projection projection;
  private final SegmentStore segments;
  private final DeadLetterStore letters;
  private final int lettersMax;
  private final DataSource readDatabase;

  BatchTransaction(
      Projection projection, SegmentStore segments, DeadLetterStore letters, ReadSide readSide) {
    this.projection = projection;
    this.segments = segments;
    this.letters = letters;
    this.lettersMax = readSide.properties().deadLetters().lettersMax();
    this.readDatabase = readSide.database();
  }

  /**
   * Applies a batch and moves the group.
   *
   * @return false, and nothing was written, if the group is not what the table says
   */
  boolean apply(SegmentGroup group, long to, Batch batch) throws SQLException {
    return run(
            group,
            to,
            Durability.DERIVED,
            connection -> {
              if (!batch.deliveries().isEmpty()) {
                projection.apply(batch.deliveries(), connection);
              }
              enqueue(connection, batch.letters());
              return true;
            })
        .isPresent();
  }

  /**
   * Applies an event for each of its keys by itself, and makes dead letters of those that fail.
   *
   * @return as {@link #apply}
   */
  boolean park(SegmentGroup group, ReadEvent event, Parking parking) throws SQLException {
    return run(
            group,
            event.position(),
            // What this process remembers of blocked keys must not get lost with the letter.
            Durability.DURABLE,
            connection -> {
              parking.enqueued().clear();
              for (var letter : parking.each()) {
                tryAlone(connection, event, letter, parking);
              }
              enqueue(connection, List.copyOf(parking.enqueued()));
              return true;
            })
        .isPresent();
  }

  private void tryAlone(Connection connection, ReadEvent event, Enqueued letter, Parking parking)
      throws SQLException {
    if (parking.blocked().contains(letter.orderingKey())) {
      parking.enqueued().add(letter);
      return;
    }
    var failure = tryAlone(connection, event, letter.orderingKey());
    if (!failure.isEmpty()) {
      parking.enqueued().add(letter.failed(failure));
    }
  }

  /** The failure in one line; empty if there was none. */
  private String tryAlone(Connection connection, ReadEvent event, String key) throws SQLException {
    var before = connection.setSavepoint();
    try {
      projection.apply(List.of(new Delivery(event, key::equals)), connection);
      connection.releaseSavepoint(before);
      return "";
    } catch (Throwable failure) {
      if (ReadDatabaseFailures.isOfConnection(failure)) {
        throw failure;
      }
      connection.rollback(before);
      return StatusKeeper.describe(failure);
    }
  }

  private void enqueue(Connection connection, List<Enqueued> more) throws SQLException {
    if (more.isEmpty()) {
      return;
    }
    if (letters.count(connection, lettersMax) + more.size() > lettersMax) {
      throw new DeadLettersFullException(lettersMax);
    }
    letters.enqueue(connection, more);
  }

  /**
   * Works in a transaction that holds the group's rows and moves them.
   *
   * @return what the work did; empty, and nothing was written, if the group is not what the table
   *     says
   */
  <T> Optional<T> run(
      SegmentGroup group, long to, Durability durability, DatabaseTransaction.Work<T> work)
      throws SQLException {
    return DatabaseTransaction.run(
        readDatabase,
        connection -> {
          var stoodThere =
              segments.advance(connection, group.segments(), group.position(), to, durability);
          if (!stoodThere) {
            connection.rollback();
            return Optional.empty();
          }
          return Optional.of(work.in(connection));
        });
  }

  /** More letters than single events could explain. */
  static final class DeadLettersFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DeadLettersFullException(int lettersMax) {
      super("There would be more than %d dead letters".formatted(lettersMax));
    }
  }
}

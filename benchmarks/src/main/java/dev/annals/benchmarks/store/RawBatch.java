package dev.annals.benchmarks.store;

import dev.annals.eventstore.log.Event;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;

/** Rows as the driver sends them, but for their positions. */
record RawBatch(int size, List<Array> columns) {

  static RawBatch of(Connection connection, List<Event> events) throws SQLException {
    return new RawBatch(
        events.size(),
        List.of(
            EventArrays.ids(connection, events),
            EventArrays.micros(connection, events),
            EventArrays.texts(connection, events, Event::type),
            EventArrays.texts(connection, events, Event::revision),
            EventArrays.texts(connection, events, Event::payload),
            EventArrays.texts(connection, events, EventArrays::metadata)));
  }

  /** Stores them after this position. */
  void insert(PreparedStatement insert, long head) throws SQLException {
    var positions = LongStream.rangeClosed(head + 1, head + size);
    insert.setArray(1, EventArrays.longs(insert.getConnection(), positions));
    for (var i = 0; i < columns.size(); i++) {
      insert.setArray(2 + i, columns.get(i));
    }
    insert.executeUpdate();
  }
}

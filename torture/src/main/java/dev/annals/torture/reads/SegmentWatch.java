package dev.annals.torture.reads;

import dev.annals.eventstore.log.SequencePosition;
import java.sql.SQLException;

/** Looks at who works on the live views, and how far they are. */
record SegmentWatch(ReadsDatabases databases) {

  int heldBy(String instance) throws SQLException {
    try (var connection = databases.views();
        var count = connection.prepareStatement(ReadsSql.COUNT_SEGMENTS_OF)) {
      count.setString(1, instance);
      try (var row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Whether no segment is this instance's any more, and all have come as far. */
  boolean areServed(String formerOwner, SequencePosition position) throws SQLException {
    try (var connection = databases.views();
        var count = connection.prepareStatement(ReadsSql.COUNT_UNSERVED)) {
      count.setString(1, formerOwner);
      count.setLong(2, position.value());
      try (var row = count.executeQuery()) {
        row.next();
        return row.getInt(1) == 0;
      }
    }
  }
}

package dev.annals.torture.record;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.history.EventPrint;
import dev.annals.eventstore.log.history.SeenEvents;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of observations as bytes. */
final class Format {

  private Format() {}

  static void writeEvents(DataOutput out, List<EventPrint> events) throws IOException {
    out.writeInt(events.size());
    for (var event : events) {
      out.writeLong(event.id().getMostSignificantBits());
      out.writeLong(event.id().getLeastSignificantBits());
      out.writeLong(event.content());
    }
  }

  static List<EventPrint> readEvents(DataInput in) throws IOException {
    var count = in.readInt();
    var events = new ArrayList<EventPrint>();
    for (var i = 0; i < count; i++) {
      events.add(new EventPrint(new UUID(in.readLong(), in.readLong()), in.readLong()));
    }
    return events;
  }

  static void writeCondition(DataOutput out, AppendCondition condition) throws IOException {
    if (condition instanceof FailIfEventsMatch(var query, var after)) {
      out.writeBoolean(true);
      writeQuery(out, query);
      writePosition(out, after);
    } else {
      out.writeBoolean(false);
    }
  }

  static AppendCondition readCondition(DataInput in) throws IOException {
    return in.readBoolean()
        ? new FailIfEventsMatch(readQuery(in), readPosition(in))
        : AppendCondition.none();
  }

  static void writeQuery(DataOutput out, EventQuery query) throws IOException {
    out.writeInt(query.items().size());
    for (var item : query.items()) {
      writeTexts(out, item.types());
      writeTexts(out, item.tags().stream().map(Tag::text).toList());
    }
  }

  static EventQuery readQuery(DataInput in) throws IOException {
    var count = in.readInt();
    var items = new ArrayList<EventQuery.Item>();
    for (var i = 0; i < count; i++) {
      var types = readTexts(in);
      var tags = new HashSet<Tag>();
      readTexts(in).forEach(tag -> tags.add(new Tag(tag)));
      items.add(new EventQuery.Item(types, tags));
    }
    return new EventQuery(items);
  }

  private static void writeTexts(DataOutput out, Iterable<String> texts) throws IOException {
    var list = new ArrayList<String>();
    texts.forEach(list::add);
    out.writeInt(list.size());
    for (var text : list) {
      out.writeUTF(text);
    }
  }

  private static Set<String> readTexts(DataInput in) throws IOException {
    var texts = new HashSet<String>();
    for (var count = in.readInt(); count > 0; count--) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  static void writeIdempotency(DataOutput out, @Nullable IdempotencyRecord idempotency)
      throws IOException {
    out.writeBoolean(idempotency != null);
    if (idempotency != null) {
      out.writeUTF(idempotency.key());
      out.writeUTF(idempotency.fingerprint());
      out.writeUTF(idempotency.answer());
    }
  }

  static @Nullable IdempotencyRecord readIdempotency(DataInput in) throws IOException {
    return in.readBoolean()
        ? new IdempotencyRecord(in.readUTF(), in.readUTF(), in.readUTF())
        : null;
  }

  static void writePosition(DataOutput out, SequencePosition position) throws IOException {
    out.writeLong(position.value());
  }

  static SequencePosition readPosition(DataInput in) throws IOException {
    return SequencePosition.of(in.readLong());
  }

  static void writeSeen(DataOutput out, SeenEvents seen) throws IOException {
    out.writeLong(seen.content());
    out.writeInt(seen.positions().size());
    for (var position : seen.positions()) {
      out.writeInt(Math.toIntExact(position));
    }
  }

  static SeenEvents readSeen(DataInput in) throws IOException {
    var content = in.readLong();
    var count = in.readInt();
    var positions = new ArrayList<Long>(count);
    for (var i = 0; i < count; i++) {
      positions.add((long) in.readInt());
    }
    return new SeenEvents(positions, content);
  }
}

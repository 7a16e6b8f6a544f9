package dev.annals.torture.record;

import dev.annals.eventstore.log.history.Call;
import dev.annals.eventstore.log.history.Observation;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes what one caller sees to a file. Each record is handed to the operating system before the
 * caller goes on, so a kill of the process loses none; a last one that is not whole was not yet
 * acted upon. Not thread-safe.
 */
public final class HistoryWriter implements Recorder, AutoCloseable {

  private final FileChannel file;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Creates the file of a caller in a directory. */
  public HistoryWriter(Path directory, String process, int caller) throws IOException {
    var path = directory.resolve("%s-%d%s".formatted(process, caller, HistoryReader.SUFFIX));
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out.writeUTF(process);
    out.writeInt(caller);
    flush();
  }

  @Override
  public void begun(Attempt attempt) {
    record(
        'b',
        attempt.call(),
        () -> {
          Format.writeEvents(out, attempt.events());
          Format.writeCondition(out, attempt.condition());
          Format.writeIdempotency(out, attempt.idempotency());
        });
  }

  @Override
  public void observed(Observation observation) {
    switch (observation) {
      case Attempt attempt ->
          record('a', attempt.call(), () -> Outcomes.write(out, attempt.outcome()));
      case Sourced sourced -> record('s', sourced.call(), () -> write(sourced));
      case PageRead page -> record('p', page.call(), () -> write(page));
      case Delivered delivered -> record('d', delivered.call(), () -> write(delivered));
      case CaughtUp caughtUp -> record('c', caughtUp.call(), () -> write(caughtUp));
      case ReadBroke broke -> record('r', broke.call(), () -> out.writeUTF(broke.why()));
    }
  }

  private void write(Sourced sourced) throws IOException {
    out.writeBoolean(sourced.recent());
    Format.writeQuery(out, sourced.query());
    Format.writePosition(out, sourced.after());
    Format.writeSeen(out, sourced.seen());
    Format.writePosition(out, sourced.consistency());
  }

  private void write(PageRead page) throws IOException {
    Format.writeQuery(out, page.query());
    Format.writePosition(out, page.after());
    out.writeInt(page.max());
    Format.writeSeen(out, page.seen());
  }

  private void write(Delivered delivered) throws IOException {
    Format.writePosition(out, delivered.after());
    Format.writeSeen(out, delivered.seen());
  }

  private void write(CaughtUp caughtUp) throws IOException {
    Format.writePosition(out, caughtUp.head());
    Format.writePosition(out, caughtUp.reached());
  }

  private void record(char kind, Call call, Body body) {
    try {
      out.writeByte(kind);
      out.writeLong(call.number());
      out.writeLong(call.startedNanos());
      out.writeLong(call.endedNanos());
      body.write();
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot record what was seen", e);
    }
  }

  /** Length first, so that a record that is not whole is known. */
  private void flush() throws IOException {
    var record = ByteBuffer.allocate(Integer.BYTES + bytes.size());
    record.putInt(bytes.size()).put(bytes.toByteArray()).flip();
    while (record.hasRemaining()) {
      file.write(record);
    }
    bytes.reset();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private interface Body {
    void write() throws IOException;
  }
}

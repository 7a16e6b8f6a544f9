package dev.annals.torture.record;

import dev.annals.eventstore.log.history.Call;
import dev.annals.eventstore.log.history.Observation;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads the file of one caller, one record after the other. */
public final class HistoryReader {

  static final String SUFFIX = ".history";

  private static final int BUFFER_SIZE = 1 << 16;
  private static final Unknown KILLED = new Unknown("the caller was killed");

  private final DataInputStream file;
  private final Consumer<? super Observation> each;
  private final Map<Long, Attempt> begun = new HashMap<>();
  private String process = "";
  private int caller;

  private HistoryReader(DataInputStream file, Consumer<? super Observation> each) {
    this.file = file;
    this.each = each;
  }

  /** The files in a directory. */
  public static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /**
   * Feeds what the caller saw, in its order; at the end the attempts whose outcome it did not live
   * to see.
   */
  public static void read(Path path, Consumer<? super Observation> each) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_SIZE))) {
      new HistoryReader(in, each).run();
    }
  }

  private void run() throws IOException {
    var record = next();
    if (record.available() == 0) {
      return;
    }
    process = record.readUTF();
    caller = record.readInt();
    for (record = next(); record.available() > 0; record = next()) {
      read(record);
    }
    begun.values().forEach(each);
  }

  /** Empty at the end, also if that is within a record. */
  private DataInputStream next() throws IOException {
    try {
      var bytes = new byte[file.readInt()];
      file.readFully(bytes);
      return new DataInputStream(new ByteArrayInputStream(bytes));
    } catch (EOFException _) {
      return new DataInputStream(new ByteArrayInputStream(new byte[0]));
    }
  }

  private void read(DataInputStream in) throws IOException {
    var kind = (char) in.readByte();
    var call = new Call(process, caller, in.readLong(), in.readLong(), in.readLong());
    switch (kind) {
      case 'b' -> begun.put(call.number(), attempt(call, in));
      case 'a' -> each.accept(answered(call, in));
      case 's' -> each.accept(sourced(call, in));
      case 'p' -> each.accept(page(call, in));
      case 'd' -> each.accept(new Delivered(call, Format.readPosition(in), Format.readSeen(in)));
      case 'c' -> each.accept(new CaughtUp(call, Format.readPosition(in), Format.readPosition(in)));
      case 'r' -> each.accept(new ReadBroke(call, in.readUTF()));
      default -> throw new IOException("Not a kind of record: " + kind);
    }
  }

  private static Attempt attempt(Call call, DataInputStream in) throws IOException {
    return new Attempt(
        call, Format.readEvents(in), Format.readCondition(in), Format.readIdempotency(in), KILLED);
  }

  private Attempt answered(Call call, DataInputStream in) throws IOException {
    var attempt = Objects.requireNonNull(begun.remove(call.number()), "answered, but not begun");
    return new Attempt(
        call, attempt.events(), attempt.condition(), attempt.idempotency(), Outcomes.read(in));
  }

  private static Sourced sourced(Call call, DataInputStream in) throws IOException {
    return new Sourced(
        call,
        in.readBoolean(),
        Format.readQuery(in),
        Format.readPosition(in),
        Format.readSeen(in),
        Format.readPosition(in));
  }

  private static PageRead page(Call call, DataInputStream in) throws IOException {
    return new PageRead(
        call, Format.readQuery(in), Format.readPosition(in), in.readInt(), Format.readSeen(in));
  }
}

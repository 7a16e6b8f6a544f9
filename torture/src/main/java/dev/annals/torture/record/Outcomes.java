package dev.annals.torture.record;

import static dev.annals.torture.record.Format.readIdempotency;
import static dev.annals.torture.record.Format.readPosition;
import static dev.annals.torture.record.Format.writeIdempotency;
import static dev.annals.torture.record.Format.writePosition;

import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.history.Outcome;
import dev.annals.eventstore.log.history.Outcome.Answered;
import dev.annals.eventstore.log.history.Outcome.Broken;
import dev.annals.eventstore.log.history.Outcome.NothingStored;
import dev.annals.eventstore.log.history.Outcome.Silence;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/** Outcomes as bytes: a letter, and what belongs to it. */
final class Outcomes {

  private static final int TEXT_MAX = 1_000;

  private Outcomes() {}

  static void write(DataOutput out, Outcome outcome) throws IOException {
    switch (outcome) {
      case Answered(var result) -> write(out, result);
      case NothingStored(var why) -> writeText(out, 'N', why);
      case Unknown(var why) -> writeText(out, 'U', why);
      case Broken(var why) -> writeText(out, 'B', why);
      case Silence(var millis) -> {
        out.writeByte('S');
        out.writeLong(millis);
      }
    }
  }

  private static void write(DataOutput out, AppendResult result) throws IOException {
    switch (result) {
      case Appended(var first, var last) -> {
        out.writeByte('A');
        writePosition(out, first);
        writePosition(out, last);
      }
      case Conflict(var conflicting) -> {
        out.writeByte('C');
        writePosition(out, conflicting);
      }
      case Duplicate(var original, var last) -> {
        out.writeByte('D');
        writeIdempotency(out, original);
        writePosition(out, last);
      }
    }
  }

  private static void writeText(DataOutput out, char letter, String text) throws IOException {
    out.writeByte(letter);
    out.writeUTF(text.substring(0, Math.min(text.length(), TEXT_MAX)));
  }

  static Outcome read(DataInput in) throws IOException {
    var letter = (char) in.readByte();
    return switch (letter) {
      case 'A' -> new Answered(new Appended(readPosition(in), readPosition(in)));
      case 'C' -> new Answered(new Conflict(readPosition(in)));
      case 'D' ->
          new Answered(
              new Duplicate(Objects.requireNonNull(readIdempotency(in)), readPosition(in)));
      case 'N' -> new NothingStored(in.readUTF());
      case 'U' -> new Unknown(in.readUTF());
      case 'B' -> new Broken(in.readUTF());
      case 'S' -> new Silence(in.readLong());
      default -> throw new IOException("Not an outcome: " + letter);
    };
  }
}

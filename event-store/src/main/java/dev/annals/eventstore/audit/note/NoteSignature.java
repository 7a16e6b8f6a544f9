package dev.annals.eventstore.audit.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** One signature line of a note, perhaps by a key, or of a kind, that nobody here knows. */
final class NoteSignature {

  private static final String PREFIX = "\u2014 ";

  private final String name;
  private final byte[] bytes;

  NoteSignature(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  static NoteSignature parse(String line) {
    var parts = line.split(" ", -1);
    if (!line.startsWith(PREFIX) || parts.length != 3) {
      throw new BadNoteException("Not a signature line: " + line);
    }
    var bytes = KeyText.decode(parts[2]);
    if (bytes.length <= Integer.BYTES) {
      throw new BadNoteException("A signature line without a signature: " + line);
    }
    return new NoteSignature(KeyText.requireName(parts[1]), bytes);
  }

  boolean isBy(VerifierKey key) {
    return name.equals(key.name()) && ByteBuffer.wrap(bytes).getInt() == key.id();
  }

  boolean isOf(byte[] message, VerifierKey key) {
    return key.verifies(message, Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  String line() {
    return PREFIX + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }
}

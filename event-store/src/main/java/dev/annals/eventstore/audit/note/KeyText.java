package dev.annals.eventstore.audit.note;

import dev.annals.eventstore.audit.tree.TreeHasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What keys have in common as texts: {@code <name>+<key id in hex>+<base64 of 0x01 and 32 bytes>}.
 */
final class KeyText {

  /** Ed25519 signatures of notes. */
  static final byte TYPE = 1;

  private KeyText() {}

  /** The parts of a key's text. */
  record Parts(String name, int id, String material) {

    byte[] key() {
      return keyOf(material);
    }
  }

  static Parts parse(String text) {
    // Base64 may contain the separator, a name may not.
    var parts = text.split("\\+", 3);
    if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
      throw new BadNoteException("Not a key of the form name+id+base64");
    }
    return new Parts(requireName(parts[0]), HexFormat.fromHexDigits(parts[1]), parts[2]);
  }

  static String text(String name, int id, byte[] key) {
    var material = Base64.getEncoder().encodeToString(Ed25519.joined(new byte[] {TYPE}, key));
    return "%s+%08x+%s".formatted(name, id, material);
  }

  private static byte[] keyOf(String base64) {
    var material = decode(base64);
    if (material.length != 1 + Ed25519.KEY_BYTES || material[0] != TYPE) {
      throw new BadNoteException("Not an Ed25519 key of 32 bytes");
    }
    return Arrays.copyOfRange(material, 1, material.length);
  }

  static byte[] decode(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        throw new BadNoteException("Not base64 as it is written: " + base64);
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new BadNoteException("Not base64: " + base64);
    }
  }

  static String requireName(String name) {
    if (name.isEmpty()
        || name.indexOf('+') >= 0
        || name.codePoints()
            .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || isControl(c))) {
      throw new BadNoteException("A key's name has no spaces, no '+', and is not empty");
    }
    return name;
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character);
  }

  static int id(String name, byte[] publicKey) {
    var digest = TreeHasher.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(TYPE);
    return ByteBuffer.wrap(digest.digest(publicKey)).getInt();
  }
}

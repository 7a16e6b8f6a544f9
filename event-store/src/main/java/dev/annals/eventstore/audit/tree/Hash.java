package dev.annals.eventstore.audit.tree;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash. */
public final class Hash {

  public static final int BYTES = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash that these bytes are. */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "A hash has %d bytes, not %d".formatted(BYTES, bytes.length));
    }
    return new Hash(bytes.clone());
  }

  static Hash at(byte[] hashes, int index) {
    return new Hash(Arrays.copyOfRange(hashes, index * BYTES, (index + 1) * BYTES));
  }

  static Hash owning(byte[] bytes) {
    return new Hash(bytes);
  }

  /**
   * Reads what {@link #toBase64} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Hash ofBase64(String text) {
    var hash = of(Base64.getDecoder().decode(text));
    // The decoder forgives missing padding and stray bits; two texts for one hash are one too many.
    if (!hash.toBase64().equals(text)) {
      throw new IllegalArgumentException("Not the base64 of a hash: " + text);
    }
    return hash;
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] hashes, int index) {
    System.arraycopy(bytes, 0, hashes, index * BYTES, BYTES);
  }

  /** In standard base64, as checkpoints write it. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hexadecimal, as test vectors write it. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}

package dev.annals.eventstore.audit.note;

import java.util.Arrays;

/** A public key, by which signatures are checked. Equal if name, id and key are. */
public final class VerifierKey {

  private final String name;
  private final int id;
  private final byte[] publicKey;

  private VerifierKey(String name, int id, byte[] publicKey) {
    this.name = name;
    this.id = id;
    this.publicKey = publicKey;
  }

  static VerifierKey of(String name, byte[] publicKey) {
    return new VerifierKey(
        KeyText.requireName(name), KeyText.id(name, publicKey), publicKey.clone());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws BadNoteException if it is anything else
   */
  public static VerifierKey parse(String text) {
    var parts = KeyText.parse(text.strip());
    var key = of(parts.name(), parts.key());
    if (key.id != parts.id()) {
      throw new BadNoteException("The id of the key %s does not belong to it".formatted(text));
    }
    return key;
  }

  public String name() {
    return name;
  }

  int id() {
    return id;
  }

  boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_BYTES
        && Ed25519.verify(publicKey, message, signature);
  }

  /** The form in which keys are handed out: {@code name+id+base64}. */
  public String text() {
    return KeyText.text(name, id, publicKey);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key
        && id == key.id
        && name.equals(key.name)
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return text();
  }
}

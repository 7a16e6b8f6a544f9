package dev.annals.eventstore.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Function;

/** A private key. Never printed but by {@link #secretText}. */
public final class SigningKey {

  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifier;
  private final byte[] seed;

  private SigningKey(VerifierKey verifier, byte[] seed) {
    this.verifier = verifier;
    this.seed = seed;
  }

  /** A new key. */
  public static SigningKey draw(String name, SecureRandom random) {
    return draw(_ -> name, random);
  }

  /** A new key, whose name is made from sixteen digits that belong to it alone. */
  public static SigningKey draw(Function<String, String> name, SecureRandom random) {
    var drawn = Ed25519.draw(random);
    var digits = HexFormat.of().formatHex(drawn[1], 0, 8);
    return new SigningKey(VerifierKey.of(name.apply(digits), drawn[1]), drawn[0]);
  }

  /**
   * Reads what {@link #secretText} wrote.
   *
   * @param verifier the public key that belongs to it
   * @throws BadNoteException if it is anything else, or the two do not belong together
   */
  public static SigningKey parse(String secretText, VerifierKey verifier) {
    if (!secretText.startsWith(PREFIX)) {
      throw new BadNoteException("Not a private key: it does not begin with " + PREFIX);
    }
    var parts = KeyText.parse(secretText.substring(PREFIX.length()));
    var key = new SigningKey(verifier, parts.key());
    var message = "do they belong together?".getBytes(StandardCharsets.UTF_8);
    if (!parts.name().equals(verifier.name())
        || parts.id() != verifier.id()
        || !verifier.verifies(message, Ed25519.sign(key.seed, message))) {
      throw new BadNoteException("The private key is not the one of " + verifier);
    }
    return key;
  }

  public VerifierKey verifier() {
    return verifier;
  }

  /** To be written to a file that nobody else can read, and nowhere else. */
  public String secretText() {
    return PREFIX + KeyText.text(verifier.name(), verifier.id(), seed);
  }

  NoteSignature sign(byte[] message) {
    var signature = Ed25519.sign(seed, message);
    var bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length)
            .putInt(verifier.id())
            .put(signature)
            .array();
    return new NoteSignature(verifier.name(), bytes);
  }

  /** Names the public key only. */
  @Override
  public String toString() {
    return "private key of " + verifier;
  }
}

package dev.annals.eventstore.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps the keys of subjects, so that whoever has only their database has none of them. Its id
 * follows from the secret: a wrong key never passes for the right one.
 */
public final class KeyEncryptionKey {

  private static final int ID_BYTES = 8;

  private final String id;
  private final byte[] secret;
  private final SecretKey key;

  private KeyEncryptionKey(byte[] secret) {
    if (secret.length != AesGcm.KEY_BYTES) {
      throw new IllegalArgumentException(
          "A key-encryption key has %d bytes".formatted(AesGcm.KEY_BYTES));
    }
    this.id = id(secret);
    this.secret = secret.clone();
    this.key = new SecretKeySpec(secret, "AES");
  }

  /** A new one. */
  public static KeyEncryptionKey draw(SecureRandom random) {
    var secret = new byte[AesGcm.KEY_BYTES];
    random.nextBytes(secret);
    return new KeyEncryptionKey(secret);
  }

  /**
   * Reads what {@link #text} wrote. The reason for a refusal must not contain the text.
   *
   * @throws IllegalArgumentException if it is nothing of the kind
   */
  static KeyEncryptionKey parse(String text) {
    var parts = text.strip().split(" ", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("a line is not an id and a secret");
    }
    KeyEncryptionKey parsed;
    try {
      parsed = new KeyEncryptionKey(Base64.getDecoder().decode(parts[1]));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("a secret is not 32 bytes in base64");
    }
    if (!parsed.id.equals(parts[0])) {
      throw new IllegalArgumentException(
          "the secret beside %s is not its own".formatted(printable(parts[0])));
    }
    return parsed;
  }

  private static String printable(String id) {
    return id.matches("[0-9a-f]{1,64}") ? id : "an id";
  }

  public String id() {
    return id;
  }

  /** A line of the key file. */
  public String text() {
    return id + " " + Base64.getEncoder().encodeToString(secret);
  }

  /** The subject's secret, for the key store. */
  public byte[] wrap(String subject, byte[] subjectSecret, SecureRandom random) {
    return AesGcm.encrypt(key, subjectSecret, context(subject), random);
  }

  /**
   * The subject's secret again.
   *
   * @throws KeysUnavailableException if that is not what was wrapped for this subject
   */
  public byte[] unwrap(String subject, byte[] wrapped) {
    try {
      return AesGcm.decrypt(key, wrapped, context(subject));
    } catch (NotAuthenticException e) {
      throw new KeysUnavailableException(
          "The key of subject %s in the key store is damaged".formatted(subject), e);
    }
  }

  private byte[] context(String subject) {
    return "annals:k1\n%s\n%s".formatted(id, subject).getBytes(StandardCharsets.UTF_8);
  }

  private static String id(byte[] secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("annals key-encryption key".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(secret), ID_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Shows nothing of the secret. */
  @Override
  public String toString() {
    return "KeyEncryptionKey[" + id + "]";
  }
}

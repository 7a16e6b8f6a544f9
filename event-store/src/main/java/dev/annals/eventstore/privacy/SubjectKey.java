package dev.annals.eventstore.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret of one data subject. Whoever destroys it makes all that depends on it unreadable. */
public final class SubjectKey {

  static final int BYTES = AesGcm.KEY_BYTES;

  private static final String MAC = "HmacSHA256";

  private final SecretKey encryption;
  private final SecretKey fingerprints;

  /**
   * @param secret drawn at random; a key of its own is derived from it for each use
   */
  public SubjectKey(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("A subject's key has %d bytes".formatted(BYTES));
    }
    this.encryption = new SecretKeySpec(mac(secret, "annals p1 encryption"), "AES");
    this.fingerprints = new SecretKeySpec(mac(secret, "annals p1 fingerprint"), MAC);
  }

  /** The secret of a new one. */
  public static byte[] draw(SecureRandom random) {
    var secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  byte[] encrypt(String plain, byte[] context, SecureRandom random) {
    return AesGcm.encrypt(encryption, utf8(plain), context, random);
  }

  String decrypt(byte[] sealed, byte[] context) throws NotAuthenticException {
    return new String(AesGcm.decrypt(encryption, sealed, context), StandardCharsets.UTF_8);
  }

  /**
   * What tells a text from others without telling the text: who lacks the key cannot even check a
   * guess.
   */
  public String fingerprint(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(fingerprints, text));
  }

  private static byte[] mac(byte[] secret, String text) {
    return mac(new SecretKeySpec(secret, MAC), text);
  }

  private static byte[] mac(SecretKey key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + MAC, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "SubjectKey[...]";
  }
}

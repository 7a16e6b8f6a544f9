package dev.annals.eventstore.privacy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM with a nonce drawn at random, which goes before the ciphertext and its tag. */
final class AesGcm {

  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private AesGcm() {}

  /**
   * @param context authenticated with it: nothing decrypts that was encrypted in another one
   */
  static byte[] encrypt(SecretKey key, byte[] plain, byte[] context, SecureRandom random) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(context);
      var sealed = Arrays.copyOf(nonce, NONCE_BYTES + plain.length + TAG_BYTES);
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt", e);
    }
  }

  /**
   * @throws NotAuthenticException if it was changed, or is of another key or context
   */
  static byte[] decrypt(SecretKey key, byte[] sealed, byte[] context) throws NotAuthenticException {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new NotAuthenticException(null);
    }
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE_BYTES));
      cipher.updateAAD(context);
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw new NotAuthenticException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot decrypt", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }
}

package dev.annals.eventstore.audit.note;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The signature scheme of RFC 8032, with keys as the 32 bytes they are there. */
final class Ed25519 {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final String ALGORITHM = "Ed25519";

  /** What RFC 8410 puts before the 32 bytes. */
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /** A seed and the public key that belongs to it. */
  static byte[][] draw(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      var pair = generator.generateKeyPair();
      return new byte[][] {
        last32(pair.getPrivate().getEncoded()), last32(pair.getPublic().getEncoded())
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java since 15 has Ed25519", e);
    }
  }

  private static byte[] last32(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey(seed));
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A seed of 32 bytes signs anything", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      var verification = Signature.getInstance(ALGORITHM);
      verification.initVerify(publicKey(publicKey));
      verification.update(message);
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      // A key that is no point of the curve, or a signature that is no number, has signed nothing.
      return false;
    }
  }

  private static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_PREFIX, seed)));
  }

  private static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, bytes)));
  }

  static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

package dev.annals.eventstore.audit.tree;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Hashes leaves and nodes as RFC 6962, section 2.1, says. The prefixes keep a leaf from being taken
 * for a node. For one thread.
 */
public final class TreeHasher {

  /** Of the tree without a leaf. */
  public static final Hash EMPTY_TREE = Hash.owning(sha256().digest());

  private static final byte LEAF_PREFIX = 0;
  private static final byte NODE_PREFIX = 1;

  private final MessageDigest digest = sha256();

  /** A digest of the only kind there is here. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The hash of a leaf: of the entry that remains in the buffer. */
  public Hash leaf(ByteBuffer entry) {
    digest.update(LEAF_PREFIX);
    digest.update(entry);
    return Hash.owning(digest.digest());
  }

  /** The hash of a node. */
  public Hash node(Hash left, Hash right) {
    var children = new byte[2 * Hash.BYTES];
    left.copyTo(children, 0);
    right.copyTo(children, 1);
    digest.update(NODE_PREFIX);
    digest.update(children);
    return Hash.owning(digest.digest());
  }

  /**
   * The root of a complete subtree.
   *
   * @param hashes one after the other
   * @param from the first hash of the subtree
   * @param count a power of two
   */
  Hash subtree(byte[] hashes, int from, int count) {
    var row = Arrays.copyOfRange(hashes, from * Hash.BYTES, (from + count) * Hash.BYTES);
    for (var left = count / 2; left > 0; left /= 2) {
      for (var i = 0; i < left; i++) {
        replaceByParent(row, i);
      }
    }
    return Hash.at(row, 0);
  }

  /** Hashes 2i and 2i+1 become hash i, which nobody needs any more by then. */
  private void replaceByParent(byte[] row, int i) {
    digest.update(NODE_PREFIX);
    digest.update(row, 2 * i * Hash.BYTES, 2 * Hash.BYTES);
    try {
      digest.digest(row, i * Hash.BYTES, Hash.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("A hash fits where two were", e);
    }
  }
}

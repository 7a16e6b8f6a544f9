package dev.annals.query.audit.seal;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.tree.Hash;
import java.util.List;

/**
 * That an event is in the log, as whoever has the public key can check.
 *
 * @param leafVersion of the encoding
 * @param leafIndex one less than the position
 * @param leaf the event's encoding, in base64
 * @param leafHash of it, in base64 as all hashes
 * @param hashes the audit path, from the leaf up
 * @param checkpoint the signed note with size and root
 */
record InclusionView(
    long position,
    int leafVersion,
    long leafIndex,
    String leaf,
    String leafHash,
    long treeSize,
    List<String> hashes,
    String checkpoint) {

  static InclusionView of(long position, String leaf, Hash leafHash, List<Hash> path, Seal seal) {
    return new InclusionView(
        position,
        LeafEncoding.VERSION,
        position - 1,
        leaf,
        leafHash.toBase64(),
        seal.size(),
        path.stream().map(Hash::toBase64).toList(),
        seal.note());
  }
}

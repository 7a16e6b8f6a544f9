package dev.annals.query.audit.seal;

import dev.annals.eventstore.audit.tree.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That the larger tree begins with the smaller one.
 *
 * @param hashes the proof, as RFC 6962 orders them; in base64, as the roots
 * @param checkpoint the signed note of the larger size, if there is one
 */
record ConsistencyView(
    long from,
    long to,
    String fromRoot,
    String toRoot,
    List<String> hashes,
    @Nullable String checkpoint) {

  static ConsistencyView of(Sizes sizes, Roots roots, List<Hash> proof, @Nullable String note) {
    return new ConsistencyView(
        sizes.from(),
        sizes.to(),
        roots.from().toBase64(),
        roots.to().toBase64(),
        proof.stream().map(Hash::toBase64).toList(),
        note);
  }

  /** Of the two trees. */
  record Sizes(long from, long to) {}

  /** Of the two trees. */
  record Roots(Hash from, Hash to) {}
}

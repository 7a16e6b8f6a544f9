package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.tree.FullTile;
import dev.annals.eventstore.audit.tree.Hash;
import java.util.List;

/**
 * What is stored to get from one seal to the next.
 *
 * @param after the size that is continued
 * @param leaves the hashes of the new events that are in no full tile yet
 * @param tiles that became full
 * @param signers the keys that signed
 */
public record SealStep(
    long after, Seal seal, List<Hash> leaves, List<FullTile> tiles, List<VerifierKey> signers) {}

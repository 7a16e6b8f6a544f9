package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SigningKey;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.tree.FullTile;
import dev.annals.eventstore.audit.tree.GrowingTree;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.TreeTiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The work of one session: the tree as it is, and steps that make it grow. After any exception, and
 * after a step that another process was faster with, begin anew with a new one.
 */
final class Sealing {

  /** Of one statement, which must not take long. */
  private static final int PAGE_EVENTS = 65_536;

  private final SealSession session;
  private final CheckpointSigner signer;
  private final LeafEncoding encoding = new LeafEncoding();
  private final GrowingTree tree;
  private Seal last;

  private Sealing(SealSession session, CheckpointSigner signer, Seal last) {
    this.session = session;
    this.signer = signer;
    this.last = last;
    this.tree = GrowingTree.of(last.size(), session.tiles());
  }

  /**
   * Takes up where the last seal ended.
   *
   * @throws RefusedToSignException if that is not what was signed, or not by this signer
   */
  static Sealing begin(SealSession session, CheckpointSigner signer) {
    var sealing = new Sealing(session, signer, session.last());
    sealing.requireAsSigned();
    signer.remembered().ifPresent(sealing::requireContains);
    return sealing;
  }

  long size() {
    return last.size();
  }

  private void requireAsSigned() {
    require(tree.root().equals(last.root()), "The tiles of the last seal are not those it signed");
    if (last.size() > 0) {
      signer.keysAfter(last.note());
      var signed = Checkpoint.verified(last.note(), signersOf(last.note()));
      require(
          signed.equals(new Checkpoint(signer.origin(), last.size(), last.root())),
          "The last seal is of size %d, and its checkpoint is %s".formatted(last.size(), signed));
    }
  }

  private List<VerifierKey> signersOf(String note) {
    return List.copyOf(signer.signersOf(note));
  }

  /** Whoever set the database back, knowingly or not, must not get two logs signed. */
  private void requireContains(Checkpoint remembered) {
    require(
        remembered.origin().equals(signer.origin()),
        "The last checkpoint signed was of " + remembered.origin());
    require(
        rootOf(remembered.size()).equals(remembered.root()),
        "The first %d events are not those that were signed; was the database set back?"
            .formatted(remembered.size()));
  }

  private Hash rootOf(long size) {
    if (size <= last.size()) {
      return new TreeTiles(session.tiles(), last.size()).rootOf(size);
    }
    // Signed, and not stored: the process ended in between, or the database lost it.
    var head = session.look(last.size()).head();
    require(
        head >= size,
        "The log ends at %d, and %d events were signed; was the database set back?"
            .formatted(head, size));
    var ahead = GrowingTree.of(last.size(), session.tiles());
    read(ahead, size, _ -> {});
    return ahead.root();
  }

  /**
   * Seals the events up to a position, which are committed.
   *
   * @return whether it was this session that did
   */
  boolean step(long through) {
    var after = last.size();
    var tiles = new ArrayList<FullTile>();
    read(tree, through, tiles::add);
    var keys = signer.keysAfter(last.note());
    var checkpoint = new Checkpoint(signer.origin(), through, tree.root());
    var seal = new Seal(through, checkpoint.root(), signer.sign(checkpoint, keys));
    last = seal;
    return session.store(
        new SealStep(
            after,
            seal,
            tree.lastLeaves(through - after),
            tiles,
            keys.stream().map(SigningKey::verifier).toList()));
  }

  private void read(GrowingTree growing, long through, Consumer<FullTile> full) {
    while (growing.size() < through) {
      var to = Math.min(through, growing.size() + PAGE_EVENTS);
      session.read(
          growing.size(),
          to,
          event -> {
            requireNext(growing, event.position());
            growing.add(encoding.hash(event), full);
          });
      requireNext(growing, to + 1);
    }
  }

  private static void requireNext(GrowingTree growing, long position) {
    require(
        position == growing.size() + 1,
        "The log has no event at position %d".formatted(growing.size() + 1));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RefusedToSignException(otherwise);
    }
  }
}

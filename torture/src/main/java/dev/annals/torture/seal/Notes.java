package dev.annals.torture.seal;

import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.tree.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every checkpoint that came to light, from wherever: of each size there may be one root. */
final class Notes {

  private final TreeMap<Long, Hash> roots = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> unverified = new ArrayList<>();
  private String latest = "";

  synchronized void add(String note) {
    if (note.equals(latest)) {
      return;
    }
    latest = note;
    try {
      var checkpoint = Checkpoint.of(SignedNote.parse(note));
      var former = roots.putIfAbsent(checkpoint.size(), checkpoint.root());
      if (former == null) {
        unverified.add(note);
      } else if (!former.equals(checkpoint.root())) {
        violations.add("a fork: two checkpoints of %d events".formatted(checkpoint.size()));
      }
    } catch (BadNoteException e) {
      violations.add("not a checkpoint: " + note);
    }
  }

  /** Of each size, the root. */
  synchronized SortedMap<Long, Hash> roots() {
    return new TreeMap<>(roots);
  }

  /** What was wrong with them, also that a key signed that is none of these. */
  synchronized List<String> violations(Collection<VerifierKey> keys) {
    for (var note : unverified) {
      try {
        Checkpoint.verified(note, keys);
      } catch (BadNoteException e) {
        violations.add("a checkpoint that does not count: " + e.getMessage());
      }
    }
    unverified.clear();
    return List.copyOf(violations);
  }
}

package dev.annals.torture.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.note.SigningKey;
import dev.annals.eventstore.audit.tree.Hash;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: a fork is seen, and so is a foreign signature. */
class NotesTest {

  private final SigningKey key = SigningKey.draw("example.com/log", new SecureRandom());
  private final Notes notes = new Notes();

  private void add(long size, int root) {
    var hash = new byte[Hash.BYTES];
    hash[0] = (byte) root;
    var checkpoint = new Checkpoint("example.com/log", size, Hash.of(hash));
    notes.add(SignedNote.sign(checkpoint.text(), List.of(key)).toString());
  }

  @Test
  void the_same_checkpoint_again_and_larger_ones_are_no_fork() {
    add(1, 1);
    add(2, 2);
    add(1, 1);

    assertThat(notes.violations(List.of(key.verifier()))).isEmpty();
    assertThat(notes.roots()).containsOnlyKeys(1L, 2L);
  }

  @Test
  void two_roots_of_one_size_are_a_fork() {
    add(1, 1);
    add(2, 2);
    add(1, 3);

    assertThat(notes.violations(List.of(key.verifier())))
        .containsExactly("a fork: two checkpoints of 1 events");
  }

  @Test
  void what_another_key_signed_does_not_count() {
    add(1, 1);

    assertThat(notes.violations(List.of())).hasSize(1);
  }
}

package dev.annals.torture.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.note.SigningKey;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.TestSealer;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.log.postgres.TestLog;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge that condemns nobody proves nothing: each kind of broken promise is seen. */
class SealVerdictIT {

  private static final int EVENTS = 60;
  private static final int STEP = 20;

  private final SigningKey anybody = SigningKey.draw("example.com/log", new SecureRandom());
  private final TestLog log = TestLog.create();
  private final Notes notes = new Notes();

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void seal() {
    try (var events = log.open()) {
      TestSealer.append(events, EVENTS);
    }
    TestSealer.seal(log.sealer(), keyFile(), STEP);
  }

  @Test
  void an_honest_log_is_acquitted() throws Exception {
    var verdict = judged(EVENTS);

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.stored()).isEqualTo(EVENTS / STEP);
    assertThat(verdict.signed()).isEqualTo(EVENTS / STEP);
    assertThat(verdict.proofs()).isEqualTo(EVENTS / STEP - 1);
  }

  @Test
  void a_second_root_of_a_stored_size_is_a_fork() throws Exception {
    publish(2 * STEP);

    assertThat(judged(EVENTS).violations()).contains("a fork: two checkpoints of 40 events");
  }

  @Test
  void a_checkpoint_that_was_never_stored_must_still_be_of_this_log() throws Exception {
    publish(STEP + 1);

    assertThat(judged(EVENTS).violations())
        .contains("the checkpoint of 21 events is not of this log")
        .contains("checkpoints of 20 and 21 events contradict");
  }

  @Test
  void a_checkpoint_of_more_than_there_is_tells_of_a_loss() throws Exception {
    publish(EVENTS + 1);

    assertThat(judged(EVENTS).violations())
        .contains("1 checkpoints are of events that the log does not have");
  }

  @Test
  void what_is_not_sealed_in_the_end_is_told() throws Exception {
    assertThat(judged(EVENTS + 1).violations())
        .containsExactly("60 events are sealed, and there are 61");
  }

  @Test
  void a_changed_event_is_told() throws Exception {
    Tampering.run(log, "UPDATE event SET type = type || 'x' WHERE position = 33");

    assertThat(judged(EVENTS).violations())
        .anySatisfy(each -> assertThat(each).startsWith("the log is not intact").contains("33"));
  }

  private SealVerdict judged(long head) throws IOException {
    try (var sealed = new PostgresSealedLog(log.reader(), 2)) {
      return SealVerdict.of(sealed, notes, keyFile(), head);
    }
  }

  /** As somebody saw it, with a root that is not the log's. */
  private void publish(long size) {
    var checkpoint = new Checkpoint("example.com/log", size, Hash.of(new byte[Hash.BYTES]));
    notes.add(SignedNote.sign(checkpoint.text(), List.of(anybody)).toString());
  }

  private Path keyFile() {
    return directory.resolve("seal.key");
  }
}

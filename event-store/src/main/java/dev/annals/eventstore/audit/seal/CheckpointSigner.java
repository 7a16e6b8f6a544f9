package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.note.SigningKey;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.file.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs checkpoints, and remembers the last one in {@code <key file>.last}: outside the database,
 * so that a database that was set back cannot make it sign something else in the same place.
 */
public final class CheckpointSigner {

  private final KeyFile keys;
  private final Path memory;

  private CheckpointSigner(KeyFile keys) {
    this.keys = keys;
    this.memory = keys.beside(".last");
  }

  /**
   * Reads the keys as they are now, or makes the first one.
   *
   * @param origin as in {@link KeyFile#open}
   * @throws RefusedToSignException if they cannot be used
   */
  public static CheckpointSigner open(Path keyFile, @Nullable String origin, SecureRandom random) {
    try {
      return new CheckpointSigner(KeyFile.open(keyFile, origin, random));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use the key file " + keyFile + ": " + e, e);
    }
  }

  /** Whether the key file was written since: a key may have been added. */
  boolean isOutdated() {
    return keys.isOutdated();
  }

  String origin() {
    return keys.origin();
  }

  /** What was signed last, whether or not it came to be stored. */
  Optional<Checkpoint> remembered() {
    if (!Files.exists(memory)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.verified(Files.readString(memory), keys.verifiers()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + memory + ": " + e, e);
    }
  }

  /** Which of the keys have signed a checkpoint. */
  Set<VerifierKey> signersOf(String note) {
    return SignedNote.parse(note).signers(keys.verifiers());
  }

  /**
   * The keys for the next checkpoint: the newest, and those of the last one, so that a rotation
   * links both. If the last one's are not here, this file is not the one to go on with.
   *
   * @param last the last checkpoint; empty if there is none
   */
  List<SigningKey> keysAfter(String last) {
    if (last.isEmpty()) {
      return List.of(keys.newest());
    }
    var former = signersOf(last);
    if (former.isEmpty()) {
      throw new RefusedToSignException(
          "The last checkpoint was signed by a key that the key file does not have");
    }
    return former.contains(keys.newest().verifier())
        ? List.of(keys.newest())
        : Stream.concat(
                keys.keys().stream().filter(key -> former.contains(key.verifier())),
                Stream.of(keys.newest()))
            .toList();
  }

  /**
   * Whether a log with this checkpoint, and nothing after it, could be sealed on.
   *
   * @throws RefusedToSignException if one of its keys is missing here, or more was signed already
   */
  public void requireContinues(String newest) {
    keysAfter(newest);
    var size = Checkpoint.verified(newest, keys.verifiers()).size();
    remembered()
        .filter(last -> last.size() > size)
        .ifPresent(
            last -> {
              throw new RefusedToSignException(
                  "%d events were signed, as %s says, and there would be %d"
                      .formatted(last.size(), memory, size));
            });
  }

  /** Signs, and is sure to remember it before anybody else sees it. */
  String sign(Checkpoint checkpoint, List<SigningKey> signers) {
    var note = SignedNote.sign(checkpoint.text(), signers).toString();
    try {
      // A larger one, that was signed but never stored, still binds.
      if (remembered().filter(last -> last.size() > checkpoint.size()).isEmpty()) {
        DurableFile.replace(memory, note, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remember a checkpoint in " + memory + ": " + e, e);
    }
    return note;
  }
}

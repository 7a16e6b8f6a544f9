package dev.annals.eventstore.audit.note;

import dev.annals.eventstore.audit.tree.Hash;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * How large a log's tree is and what its root is.
 *
 * @param origin which log
 */
public record Checkpoint(String origin, long size, Hash root) {

  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final int LINES_MIN = 3;

  public Checkpoint {
    if (origin.isBlank() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new BadNoteException("No checkpoint: origin %s, size %d".formatted(origin, size));
    }
  }

  /** The text that is signed. */
  public String text() {
    return "%s\n%d\n%s\n".formatted(origin, size, root.toBase64());
  }

  /**
   * Reads the text of a note. Further lines, which nobody here writes, are ignored.
   *
   * @throws BadNoteException if it is no checkpoint
   */
  public static Checkpoint of(SignedNote note) {
    var lines = note.text().lines().toList();
    if (lines.size() < LINES_MIN
        || lines.stream().anyMatch(String::isEmpty)
        || !SIZE.matcher(lines.get(1)).matches()) {
      throw new BadNoteException("Not a checkpoint: " + note.text());
    }
    try {
      return new Checkpoint(
          lines.get(0), Long.parseLong(lines.get(1)), Hash.ofBase64(lines.get(2)));
    } catch (IllegalArgumentException e) {
      throw new BadNoteException("Not a checkpoint: " + note.text());
    }
  }

  /**
   * Reads a note that at least one of the trusted keys has signed, in the name of the log that it
   * is the key of.
   *
   * @throws BadNoteException if none has, or if it is no checkpoint
   */
  public static Checkpoint verified(String note, Collection<VerifierKey> trusted) {
    var signed = SignedNote.parse(note);
    var signers = signed.signers(trusted);
    if (signers.isEmpty()) {
      throw new BadNoteException("None of the trusted keys has signed this checkpoint");
    }
    var checkpoint = of(signed);
    if (signers.stream().noneMatch(key -> key.name().equals(checkpoint.origin()))) {
      throw new BadNoteException(
          "The checkpoint is of %s, and the key of %s"
              .formatted(checkpoint.origin(), signers.iterator().next().name()));
    }
    return checkpoint;
  }
}

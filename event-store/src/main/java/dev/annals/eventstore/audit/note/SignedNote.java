package dev.annals.eventstore.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with signatures. The text means nothing until {@link #signers} has named a key that is
 * trusted.
 */
public final class SignedNote {

  /** Of a whole note, in characters; sixteen signatures of any kind fit. */
  private static final int LENGTH_MAX = 128 * 1024;

  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = signatures;
  }

  /** Signs a text, which ends in a newline. */
  public static SignedNote sign(String text, List<SigningKey> keys) {
    requireText(text);
    var message = text.getBytes(StandardCharsets.UTF_8);
    return new SignedNote(text, keys.stream().map(key -> key.sign(message)).toList());
  }

  /**
   * Reads a note. Nothing is verified yet.
   *
   * @throws BadNoteException if the text has not the form of a note
   */
  public static SignedNote parse(String note) {
    // The text is separated by the last empty line.
    var end = note.lastIndexOf("\n\n") + 1;
    if (end < 1 || note.length() > LENGTH_MAX || !note.endsWith("\n") || end + 1 == note.length()) {
      throw new BadNoteException("Not a signed note");
    }
    requireText(note.substring(0, end));
    var lines = note.substring(end + 1).lines().map(NoteSignature::parse).toList();
    return new SignedNote(note.substring(0, end), lines);
  }

  private static void requireText(String text) {
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new BadNoteException("A note's text ends in a newline and has no control characters");
    }
  }

  /** What is signed, with its last newline. */
  public String text() {
    return text;
  }

  /**
   * Which of the trusted keys have signed. Signatures of others are ignored.
   *
   * @throws BadNoteException if a signature claims to be by a trusted key and is not
   */
  public Set<VerifierKey> signers(Collection<VerifierKey> trusted) {
    var message = text.getBytes(StandardCharsets.UTF_8);
    var signers = new LinkedHashSet<VerifierKey>();
    for (var signature : signatures) {
      for (var key : trusted) {
        if (signature.isBy(key)) {
          if (!signature.isOf(message, key)) {
            throw new BadNoteException("A signature in the name of %s is forged".formatted(key));
          }
          signers.add(key);
        }
      }
    }
    return signers;
  }

  /** The whole note, as it is stored and sent. */
  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }
}

package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The public keys to trust. */
final class TrustedKeys {

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A public key of the form name+id+base64. May be given several times.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "A file with a public key on each line. Default, with a data directory: its seal.key.pub.")
  private @Nullable Path file;

  /**
   * @param otherwise where to look if none was given; null if none is to be had
   */
  List<VerifierKey> all(@Nullable Path otherwise) {
    var all = new ArrayList<>(texts);
    var source = file == null && texts.isEmpty() ? otherwise : file;
    try {
      if (source != null) {
        Files.readAllLines(source).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .forEach(all::add);
      }
      if (all.isEmpty()) {
        throw new CannotProveException("which public key is to be trusted? --key or --keys", null);
      }
      return all.stream().map(VerifierKey::parse).toList();
    } catch (IOException e) {
      throw new CannotProveException("cannot read the public keys in " + source, e);
    } catch (BadNoteException e) {
      throw new CannotProveException(String.valueOf(e.getMessage()), e);
    }
  }
}

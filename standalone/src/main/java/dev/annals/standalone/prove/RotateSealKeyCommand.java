package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.seal.KeyFile;
import dev.annals.eventstore.audit.seal.RefusedToSignException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code annals rotate-seal-key}: a new key signs, and the former one once more. */
@Command(
    name = "rotate-seal-key",
    description =
        "Adds a key to the key file. The next checkpoint is signed by both, later ones by the new"
            + " key; a running service notices by itself. Former keys stay in the file.",
    mixinStandardHelpOptions = true)
public final class RotateSealKeyCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogDatabase database = new LogDatabase();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Default: seal.key of the data directory.")
  private @Nullable Path keyFile;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var line = spec.commandLine();
    var file = keyFile == null ? database.keyFile() : keyFile;
    try {
      line.getOut().println("New public key: " + KeyFile.rotate(file, new SecureRandom()));
      line.getOut().flush();
      return 0;
    } catch (IOException | RefusedToSignException e) {
      line.getErr().println("annals: cannot rotate the key in %s: %s".formatted(file, e));
      line.getErr().flush();
      return 1;
    }
  }
}

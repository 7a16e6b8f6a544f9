package dev.annals.torture.options;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which choices a campaign makes, and where it keeps what it does. For one thread. */
public final class RunOptions {

  @Option(
      names = "--seed",
      description = "Repeats the choices of an earlier campaign, though not its timing.")
  private @Nullable Long seed;

  @Option(
      names = "--scratch",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where to put everything (default: ${DEFAULT-VALUE}).")
  private Path scratch = Path.of("");

  /** The one asked for, or else any, but always the same. */
  public long seed() {
    if (seed == null) {
      seed = new SecureRandom().nextLong(Integer.MAX_VALUE);
    }
    return seed;
  }

  public Path scratch() {
    return scratch;
  }
}

package dev.annals.standalone.keys;

import dev.annals.eventstore.privacy.KeyEncryptionFile;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.postgres.KeyStoreConnection;
import dev.annals.eventstore.privacy.postgres.PostgresKeyKeeper;
import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code annals rotate-key-encryption-key}: a new key wraps the keys of all subjects. */
@Command(
    name = "rotate-key-encryption-key",
    description =
        "Adds a key-encryption key to its file and wraps the keys of all data subjects with it. Can"
            + " be broken off and run again; running services notice by themselves.",
    mixinStandardHelpOptions = true)
public final class RotateKeyEncryptionKeyCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data directory of a running 'annals up'. Default: $$ANNALS_DATA, or else .annals-data"
              + " in the directory of the launcher.")
  private @Nullable Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "Another key store, for example jdbc:postgresql://localhost/annals_keys.")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "ROLE", description = "Its keeper.")
  private String user = "";

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "The environment variable that has the role's password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The key store's schema. Default: ${DEFAULT-VALUE}.")
  private String schema = KeyStoreConnection.SCHEMA;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Default: key-encryption.key of the data directory.")
  private @Nullable Path keyFile;

  @Option(
      names = "--resume",
      description = "Adds no key: goes on with the newest one that is there.")
  private boolean resume;

  @Option(
      names = "--drop-former",
      description =
          "In the end takes the former keys out of the file. Whatever copy there still is of a key"
              + " that was destroyed before, in a backup of the key store for instance, is of no"
              + " use from then on.")
  private boolean dropFormer;

  @Override
  public Integer call() {
    var file = new KeyEncryptionFile(keyFile == null ? inDirectory() : keyFile);
    try (var _ = alone(file);
        var keeper = new PostgresKeyKeeper(keyStore())) {
      rotate(file, keeper);
      return 0;
    } catch (IOException | KeysUnavailableException e) {
      var why = e instanceof IOException ? e.toString() : e.getMessage();
      say(command().commandLine().getErr(), "annals: cannot rotate: " + why);
      return 1;
    }
  }

  /** Two at once could each take away the key that the other wraps with. */
  private static FileChannel alone(KeyEncryptionFile file) throws IOException {
    var channel =
        FileChannel.open(
            Path.of(file.origin() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another rotation of " + file.origin() + " is under way");
    }
    return channel;
  }

  private void rotate(KeyEncryptionFile file, PostgresKeyKeeper keeper) throws IOException {
    var out = command().commandLine().getOut();
    var random = new SecureRandom();
    var newest = resume ? file.newest() : file.add(random);
    say(out, "Key-encryption key: " + newest.id());
    var wrapped = keeper.rewrap(file, random, _ -> {});
    say(out, "Keys wrapped anew: " + wrapped);
    if (dropFormer) {
      // In this order: a key that still wraps something must not be lost.
      keeper.retireOthers(newest);
      file.dropFormer(newest);
      say(out, "Dropped the former key-encryption keys from " + file.origin());
    }
  }

  private KeyStoreConnection keyStore() throws IOException {
    if (url != null) {
      var password = passwordVariable == null ? null : System.getenv(passwordVariable);
      return new KeyStoreConnection(url, user, password == null ? "" : password, schema);
    }
    var server = RunningServer.of(directory());
    return new KeyStoreConnection(
        server.url(Databases.KEYS), Databases.KEY_KEEPER, server.password("key-keeper"), schema);
  }

  private Path inDirectory() {
    return directory().resolve("key-encryption.key");
  }

  private Path directory() {
    return data == null ? RunningServer.defaultDirectory() : data;
  }

  private static void say(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }
}

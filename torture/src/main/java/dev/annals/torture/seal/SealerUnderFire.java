package dev.annals.torture.seal;

import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.audit.seal.CheckpointSigner;
import dev.annals.eventstore.audit.seal.SealSettings;
import dev.annals.eventstore.audit.seal.Sealer;
import dev.annals.eventstore.log.postgres.LogConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** A sealer as a service runs it, but in a hurry, so that it is always in the middle of a seal. */
public final class SealerUnderFire {

  private static final SealSettings HASTY =
      new SealSettings(Duration.ofMillis(1), 500, Duration.ZERO);

  private SealerUnderFire() {}

  /** Takes the database, its user and password, the schema, the key file and the record's file. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("logback.configurationFile", "torture-logback.xml");
    var log = new LogConnection(args[0], args[1], args[2], args[3]);
    var keyFile = Path.of(args[4]);
    try (var record = new RecordedSeals(new PostgresSealStore(log), Path.of(args[5]));
        var sealer =
            new Sealer(
                record,
                () -> CheckpointSigner.open(keyFile, "example.com/tortured", new SecureRandom()),
                HASTY)) {
      sealer.start();
      Thread.currentThread().join();
    }
  }
}

package dev.annals.torture.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealSession;
import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.audit.seal.SealStore;
import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.log.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down every checkpoint on its way to the database, whether or not it comes there. The
 * operating system has it before the database does, so that {@code kill -9} loses none.
 */
final class RecordedSeals implements SealStore, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final SealStore store;
  private final FileChannel record;

  RecordedSeals(SealStore store, Path file) throws IOException {
    this.store = store;
    this.record = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The notes in a file; the last one may be cut off. */
  static List<String> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(RecordedSeals::isWhole)
        .map(line -> JSON.readValue(line, String.class))
        .toList();
  }

  private static boolean isWhole(String line) {
    try {
      return JSON.readTree(line).isString();
    } catch (JacksonException _) {
      return false;
    }
  }

  @Override
  public SealSession open() {
    return new Session(store.open());
  }

  private void write(String note) {
    try {
      var line = ByteBuffer.wrap((JSON.writeValueAsString(note) + "\n").getBytes(UTF_8));
      while (line.hasRemaining()) {
        record.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    record.close();
  }

  private final class Session implements SealSession {

    private final SealSession session;

    Session(SealSession session) {
      this.session = session;
    }

    @Override
    public boolean takeTurn() {
      return session.takeTurn();
    }

    @Override
    public Seal last() {
      return session.last();
    }

    @Override
    public Look look(long size) {
      return session.look(size);
    }

    @Override
    public TileSource tiles() {
      return session.tiles();
    }

    @Override
    public void read(long after, long through, Consumer<? super StoredEvent> each) {
      session.read(after, through, each);
    }

    @Override
    public boolean store(SealStep step) {
      write(step.seal().note());
      return session.store(step);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}

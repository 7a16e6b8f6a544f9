package dev.annals.eventstore.audit.archive;

import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.export.OpenVolume;
import dev.annals.eventstore.audit.export.Volume;
import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.audit.verify.ArchiveListener;
import dev.annals.eventstore.audit.verify.ArchiveVerification;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.file.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Adds to an archive what was sealed since: volume by volume, each of which is on disk, read again
 * and verified before it is listed. However it is interrupted, the next run goes on after the last
 * volume that is listed. Memory does not grow with the log.
 */
public final class LogArchive {

  private static final String LOCK = ".lock";
  private static final String UNFINISHED = ".unfinished";

  private final SealedLog log;
  private final List<VerifierKey> keys;
  private final ArchiveDirectory archive;
  private final Seal seal;
  private final LongConsumer progress;

  private LogArchive(
      SealedLog log,
      List<VerifierKey> keys,
      ArchiveDirectory archive,
      Seal seal,
      LongConsumer progress) {
    this.log = log;
    this.keys = keys;
    this.archive = archive;
    this.seal = seal;
    this.progress = progress;
  }

  /**
   * What was added.
   *
   * @param from the first new position
   * @param to the last one, {@code from - 1} if there was nothing new
   * @param volumes how many files were added
   */
  public record Archived(long from, long to, int volumes) {}

  /**
   * Archives up to a position.
   *
   * @param keys the public keys to verify with
   * @param from the first position; 0 for the one after those that are archived
   * @param to the last one; {@link Long#MAX_VALUE} for all that is sealed
   * @param progress is told each position
   * @throws BadExportException if that cannot be, or an event is not the one that was sealed
   */
  public static Archived add(
      SealedLog log,
      List<VerifierKey> keys,
      long from,
      long to,
      ArchiveDirectory archive,
      LongConsumer progress) {
    var seal = log.newest().orElseThrow(() -> new BadExportException("Nothing is sealed yet"));
    if (to != Long.MAX_VALUE && to > seal.size()) {
      throw new BadExportException(
          "Only %d events are sealed yet, not %d".formatted(seal.size(), to));
    }
    try {
      Files.createDirectories(archive.path());
      try (var _ = lock(archive.path())) {
        return new LogArchive(log, keys, archive, seal, progress)
            .add(from, Math.min(to, seal.size()));
      }
    } catch (IOException e) {
      throw new BadExportException("Cannot write to %s: %s".formatted(archive.path(), e), e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // This process has it.
    }
    channel.close();
    throw new BadExportException("Somebody else archives to %s just now".formatted(directory));
  }

  private Archived add(long from, long to) throws IOException {
    var volumes = new ArrayList<>(archive.volumes());
    if (!volumes.isEmpty()) {
      requireContinues(volumes.getLast());
    } else if (!Files.exists(archive.list())) {
      removeUnfinishedLists();
      requireEmpty();
      archive.list(List.of());
    }
    var next = volumes.isEmpty() ? Math.max(1, from) : volumes.getLast().to() + 1;
    if (from != 0 && from != next) {
      throw new BadExportException(
          "An archive has no gaps: this one goes on at position %d, not %d".formatted(next, from));
    }
    removeUnlisted(next);
    var first = next;
    var count = 0;
    while (next <= to) {
      volumes.add(volume(next, Math.min(to, endOfVolume(next))));
      archive.list(volumes);
      next = volumes.getLast().to() + 1;
      count++;
    }
    return new Archived(first, next - 1, count);
  }

  /**
   * Where whole tiles end, so that all volumes of a run but the first and the last have whole ones.
   */
  private static long endOfVolume(long position) {
    return ((position - 1) / Volume.EVENTS_MAX + 1) * Volume.EVENTS_MAX;
  }

  private void requireEmpty() throws IOException {
    try (var files = Files.list(archive.path())) {
      if (files.anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
        // Also an archive whose list was lost.
        throw new BadExportException(
            "%s is neither an archive nor empty".formatted(archive.path()));
      }
    }
  }

  /** Nobody must find two logs in one archive. */
  private void requireContinues(Volume last) {
    try (var open = OpenVolume.open(archive.file(last))) {
      var signed = Checkpoint.verified(open.export().checkpoint(), keys);
      if (signed.size() > seal.size()
          || !new TreeTiles(log, seal.size()).rootOf(signed.size()).equals(signed.root())) {
        throw new BadExportException(
            "The archive is of another log, or the log was set back: it has a checkpoint of %d events"
                .formatted(signed.size()));
      }
    } catch (BadNoteException e) {
      throw new BadExportException("The archive is of another log: " + e.getMessage(), e);
    }
  }

  /** What a run left that was interrupted before it listed a volume. */
  private void removeUnlisted(long next) throws IOException {
    removeUnfinished();
    removeUnfinishedLists();
    try (var files =
        Files.newDirectoryStream(archive.path(), "events-%012d-*.zip".formatted(next))) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  /** Made as an archive of its own, which is verified. */
  private Volume volume(long from, long to) throws IOException {
    var single = new ArchiveDirectory(unfinished());
    Files.createDirectory(single.path());
    var file = single.file(new Volume(from, to, ""));
    var volume = Volume.write(log, seal, from, to, file, progress);
    single.list(List.of(volume));
    var verdict = ArchiveVerification.verify(single, keys, from, to, ArchiveListener.NONE, _ -> {});
    switch (verdict) {
      case Intact _ -> DurableFile.rename(file, archive.file(volume));
      case Different(var position, var through, var what) ->
          throw new BadExportException(
              "Not archived, as positions %d to %d are not intact: %s"
                  .formatted(position, through, what));
      case Unproven(var why) -> throw new BadExportException("Not archived: " + why);
    }
    removeUnfinished();
    return volume;
  }

  /** What a run left that was interrupted while it wrote the list. */
  private void removeUnfinishedLists() throws IOException {
    var pattern = archive.list().getFileName() + ".*.unfinished";
    try (var files = Files.newDirectoryStream(archive.path(), pattern)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  private Path unfinished() {
    return archive.path().resolve(UNFINISHED);
  }

  private void removeUnfinished() throws IOException {
    if (Files.exists(unfinished())) {
      try (var files = Files.newDirectoryStream(unfinished())) {
        for (var file : files) {
          Files.delete(file);
        }
      }
      Files.delete(unfinished());
    }
  }
}

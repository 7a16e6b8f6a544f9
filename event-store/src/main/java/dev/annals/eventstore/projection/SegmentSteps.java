package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterAct;
import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.deadletter.DeadLetterStore.Enqueued;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;

/**
 * Moves groups of segments on, past what can be applied and past what cannot. Thread-safe; each
 * group is one worker's at a time.
 */
final class SegmentSteps {

  private final ProjectionBuild build;
  private final ReadSide readSide;
  private final SegmentShare share;
  private final StatusKeeper status;
  private final Batch.Sorter sorter;
  private final DeadLetterStore letters;
  private final BatchTransaction transaction;
  private final BlockedKeys blocked = new BlockedKeys();
  private final LetterTurn letterTurn;

  SegmentSteps(
      ProjectionBuild build,
      Projection projection,
      ReadSide readSide,
      SegmentShare share,
      StatusKeeper status) {
    this.build = build;
    this.readSide = readSide;
    this.share = share;
    this.status = status;
    this.sorter = new Batch.Sorter(build, projection);
    this.letters = new DeadLetterStore(build.build());
    var store = new SegmentStore(build, readSide.properties().segments().lease());
    this.transaction = new BatchTransaction(projection, store, letters, readSide);
    this.letterTurn = new LetterTurn(projection, transaction, build, blocked, readSide.log());
  }

  /**
   * Applies what the projection handles of these events, and moves the group.
   *
   * @return false, and nothing was written, if the group is not what the table says
   */
  boolean apply(SegmentGroup group, List<ReadEvent> events) throws SQLException {
    var batch = sorter.sort(group, events, blocked.of(group));
    var to = events.getLast().position();
    if (!transaction.apply(group, to, batch)) {
      return false;
    }
    advanced(group, to, batch.deliveries().size());
    return true;
  }

  private void advanced(SegmentGroup group, long to, int deliveries) {
    share.advance(group, to);
    status.advanced(group.segments(), deliveries);
  }

  /** Makes a dead letter of the event for each of its keys that cannot have it, and moves on. */
  void park(SegmentGroup group, ReadEvent event, int attempts) throws SQLException {
    var owned = group.owned(build.segments());
    var already = blocked.of(group);
    var each =
        sorter.keysOf(event).stream()
            .filter(owned)
            .map(key -> sorter.letter(event, key, attempts))
            .toList();
    var enqueued = new HashSet<Enqueued>();
    if (!transaction.park(group, event, new Parking(each, already, enqueued))) {
      reload(group);
      return;
    }
    for (var letter : enqueued) {
      blocked.add(letter.segment(), letter.orderingKey());
      status.parked(letter);
    }
    advanced(group, event.position(), each.size() - enqueued.size());
  }

  /** Those of the group's segments that need the event. */
  List<SegmentClaim> owners(SegmentGroup group, ReadEvent event) {
    return sorter.handled(event) ? group.owning(sorter.keysOf(event), build.segments()) : List.of();
  }

  /** A part of what is to be done about dead letters. */
  void tendLetters(SegmentGroup group, DeadLetterAct act) throws SQLException {
    switch (letterTurn.take(group, act)) {
      case ACT_IS_OVER -> share.held().actIsOver(group);
      case NOT_MINE -> reload(group);
      case ACT_GOES_ON -> status.works();
    }
  }

  /**
   * The group was lost, or a commit without an answer has moved it, or the database was restored.
   */
  void reload(SegmentGroup group) throws SQLException {
    try (var connection = readSide.database().getConnection()) {
      var wentBack = share.correct(connection, group);
      var numbers = group.segments().stream().map(SegmentClaim::segment).toList();
      blocked.load(group.segments(), letters.sequences(connection, numbers));
      if (wentBack) {
        throw new IllegalStateException(
            "A tracking token of %s went back from %d: was the read database restored?"
                .formatted(build, group.position()));
      }
    }
  }
}

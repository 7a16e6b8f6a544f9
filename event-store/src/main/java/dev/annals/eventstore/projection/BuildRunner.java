package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterAct;
import dev.annals.eventstore.deadletter.DeadLetterActs;
import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.deadletter.DeadLetterStore.Enqueued;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.BatchTransaction.DeadLettersFullException;
import dev.annals.eventstore.projection.BuildProgress.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process' part in keeping one build up with the log: claims its share of the segments, has
 * workers move them, and knows how far all have come. Without workers it only looks on.
 */
final class BuildRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BuildRunner.class);

  /** So many batches behind the log, the work is worth to be divided. */
  private static final long FAR_BATCHES = 2;

  private final ProjectionBuild build;
  private final Projection projection;
  private final Batch.Sorter sorter;
  private final ReadSide readSide;
  private final SegmentStore store;
  private final DeadLetterStore letters;
  private final DeadLetterActs acts;
  private final BatchTransaction transaction;
  private final BlockedKeys blocked = new BlockedKeys();
  private final LetterTurn letterTurn;
  private final HeldSegments segments;
  private final SegmentPositions positions;
  private final StatusKeeper status;
  private final Pacer pacer = new Pacer();

  /** A position that the log has reached. */
  private volatile long head;

  private volatile boolean farBehind;

  private final List<SegmentWorker> workers;

  BuildRunner(ProjectionBuild build, Projection projection, ReadSide readSide) {
    this.build = build;
    this.projection = projection;
    this.sorter = new Batch.Sorter(build, projection);
    this.readSide = readSide;
    var properties = readSide.properties();
    this.store = new SegmentStore(build, properties.segments().lease());
    this.letters = new DeadLetterStore(build.build());
    this.acts = new DeadLetterActs(build.build());
    this.transaction = new BatchTransaction(projection, store, letters, readSide);
    this.letterTurn = new LetterTurn(projection, transaction, build, blocked, readSide.log());
    // A version that this process has no code for is moved by others.
    var works = build.projection().equals(projection.id());
    var workerCount = works ? properties.segments().workers() : 0;
    this.segments = new HeldSegments(Math.max(1, workerCount));
    this.positions = new SegmentPositions(build.segments(), properties.waitersMax());
    this.status = new StatusKeeper(build, readSide.clock());
    this.workers =
        IntStream.rangeClosed(1, workerCount)
            .mapToObj(
                number ->
                    new SegmentWorker(
                        "projection-%s-%d".formatted(build.tables(), number),
                        this,
                        readSide.log(),
                        readSide.pages()))
            .toList();
  }

  ProjectionBuild build() {
    return build;
  }

  ProjectionProperties properties() {
    return readSide.properties();
  }

  HeldSegments segments() {
    return segments;
  }

  /**
   * Takes note of a position that the log has reached. As long as the build is far behind it, all
   * workers have their share. Near it, one does all: batches are small then, and more workers would
   * only make more transactions of the same events.
   */
  void sawHead(long position) {
    head = Math.max(head, position);
    var wasFarBehind = farBehind;
    farBehind = head - segments.lowest() >= FAR_BATCHES * properties().batchEventsMax();
    if (farBehind && !wasFarBehind) {
      wakeWorkers();
    }
  }

  void wakeWorkers() {
    workers.forEach(SegmentWorker::wake);
  }

  /** One of them works also when there is little to do: the first that lives. */
  boolean isLed(SegmentWorker by) {
    return workers.stream().filter(worker -> !worker.hasEnded()).findFirst().orElse(by) == by;
  }

  boolean isFarBehind() {
    return farBehind;
  }

  StatusKeeper status() {
    return status;
  }

  Waiters waiters() {
    return positions.waiters();
  }

  ProjectionStatus currentStatus() {
    return status.current(waiters().position(), segments.count());
  }

  /** What is known without asking anybody. */
  BuildLook look(ProjectionBuild asStored) {
    var ended = workers.stream().filter(SegmentWorker::hasEnded).findFirst();
    return new BuildLook(
        build.tables(),
        asStored.state().name(),
        currentStatus(),
        positions.all(),
        pacer.pace(0),
        ended.map(SegmentWorker::name).orElse(null));
  }

  /** How far the build has come, and how fast it goes. */
  BuildProgress progress(ProjectionBuild asStored, SequencePosition head) {
    var trouble = currentStatus().trouble();
    var way = new Way(waiters().position(), head);
    return progress(asStored, way, pacer, trouble == null ? null : trouble.cause());
  }

  /**
   * Whether it gets there so soon at the pace of the last seconds; never if it stands still before.
   */
  boolean reaches(SequencePosition position, Duration within) {
    var ahead = position.value() - waiters().position().value();
    var remaining = pacer.pace(Math.max(0, ahead)).remaining();
    return remaining != null && remaining.compareTo(within) <= 0;
  }

  /** As long as this process has not looked at it. */
  static BuildProgress unstarted(ProjectionBuild build, SequencePosition head) {
    return progress(build, new Way(SequencePosition.ORIGIN, head), new Pacer(), null);
  }

  private static BuildProgress progress(
      ProjectionBuild build, Way way, Pacer pacer, @Nullable String cause) {
    var ahead = way.head().value() - way.position().value();
    return new BuildProgress(
        build.tables(),
        build.projection().version(),
        build.state().name(),
        way,
        pacer.pace(Math.max(0, ahead)),
        cause);
  }

  /** Whether nobody else moves any of its segments. */
  boolean holdsAll() {
    return segments.count() == build.segments();
  }

  void start() throws SQLException {
    status.started();
    tend();
    workers.forEach(SegmentWorker::start);
  }

  /** Keeps the claims of this process, takes or gives up segments, and looks where all stand. */
  void tend() throws SQLException {
    try (var connection = readSide.database().getConnection()) {
      // Without a thread to move them, segments are left to others.
      if (!workers.stream().allMatch(SegmentWorker::hasEnded)) {
        var instances = store.heartbeat(connection, readSide.instance());
        store.renew(connection, segments.renewable(busyMax()));
        balance(connection, (build.segments() + instances - 1) / instances);
        assignActs(connection);
      }
      observe(connection);
    }
    pacer.look(System.nanoTime(), waiters().position().value());
  }

  /** A worker may wait for events that long, and then needs the lease for the batch. */
  private Duration busyMax() {
    return properties().readTimeout().plus(properties().segments().lease());
  }

  private void balance(Connection connection, int share) throws SQLException {
    var missing = share - segments.count();
    var claims =
        missing > 0
            ? store.claim(connection, readSide.instance(), missing)
            : List.<SegmentClaim>of();
    segments.grant(claims);
    positions.set(claims);
    if (missing < 0) {
      segments.giveUp(-missing);
    }
    if (missing < 0 || !claims.isEmpty()) {
      wakeWorkers();
    }
  }

  /** Looks where the segments of other processes stand. */
  void observe() throws SQLException {
    try (var connection = readSide.database().getConnection()) {
      observe(connection);
    }
  }

  private void observe(Connection connection) throws SQLException {
    var stored = store.segments(connection);
    segments.dropLost(stored);
    positions.observe(stored, segments::holds);
  }

  private void assignActs(Connection connection) throws SQLException {
    status.deadLetters(letters.count(connection, properties().deadLetters().lettersMax()));
    if (segments.assign(acts.pending(connection, segments.numbers()))) {
      wakeWorkers();
    }
  }

  void releaseUnwanted() throws SQLException {
    var unwanted = segments.takeUnwanted();
    if (!unwanted.isEmpty()) {
      try (var connection = readSide.database().getConnection()) {
        for (var segment : unwanted) {
          store.release(connection, segment);
        }
      }
    }
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
    segments.advance(group, to);
    positions.advance(group.segments(), to);
    status.advanced(group.segments(), deliveries);
  }

  /** A part of what is to be done about dead letters. */
  void tendLetters(SegmentGroup group, DeadLetterAct act) throws SQLException {
    switch (letterTurn.take(group, act)) {
      case ACT_IS_OVER -> segments.actIsOver(group);
      case NOT_MINE -> reload(group);
      case ACT_GOES_ON -> status.works();
    }
  }

  /**
   * The group was lost, or a commit without an answer has moved it, or the database was restored.
   */
  void reload(SegmentGroup group) throws SQLException {
    try (var connection = readSide.database().getConnection()) {
      var stored = store.segments(connection);
      var wentBack = segments.correct(group, stored);
      // Other workers may have moved theirs since.
      positions.observe(stored, row -> segments.holds(row) && !group.includes(row));
      var numbers = group.segments().stream().map(SegmentClaim::segment).toList();
      blocked.load(group.segments(), letters.sequences(connection, numbers));
      if (wentBack) {
        throw new IllegalStateException(
            "A tracking token of %s went back from %d: was the read database restored?"
                .formatted(build, group.position()));
      }
    }
  }

  /**
   * Something failed that has nothing to do with a single event.
   *
   * @return how long to wait
   */
  Duration failed(Throwable failure) {
    readSide.pages().forget();
    return properties().retryDelay(status.failed(Troubles.OF_ALL, "altogether", failure));
  }

  /**
   * The event cannot be applied now: lets the segments wait that need it, and the others go on.
   *
   * @return false if the event is none of the group's, so that the failure must have another reason
   */
  boolean failed(SegmentGroup group, ReadEvent event, Throwable failure) throws SQLException {
    var owners = owners(group, event);
    if (owners.isEmpty()) {
      return false;
    }
    if (owners.size() == 1 && group.cautious()) {
      failedAgain(group, event, failure);
    } else {
      status.narrowing(group, failure, 1);
      segments.separate(owners);
    }
    return true;
  }

  private void failedAgain(SegmentGroup group, ReadEvent event, Throwable failure)
      throws SQLException {
    var segment = group.segments().getFirst().segment();
    var where = "in segment %d at position %d".formatted(segment, event.position());
    var attempts = status.failed(segment, where, failure);
    if (attempts < properties().deadLetters().attemptsMax() || projection.orderedBy().isEmpty()) {
      segments.postpone(group.segments(), jittered(properties().retryDelay(attempts)));
      return;
    }
    try {
      park(group, event, attempts);
    } catch (DeadLettersFullException full) {
      status.failed(segment, where, full);
      segments.postpone(group.segments(), jittered(properties().retryDelay(attempts)));
    }
  }

  private void park(SegmentGroup group, ReadEvent event, int attempts) throws SQLException {
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

  /** So that what failed together is not tried again together. */
  private static Duration jittered(Duration delay) {
    var nanos = delay.toNanos();
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
  }

  private List<SegmentClaim> owners(SegmentGroup group, ReadEvent event) {
    return sorter.handled(event) ? group.owning(sorter.keysOf(event), build.segments()) : List.of();
  }

  void requestClose() {
    workers.forEach(SegmentWorker::requestClose);
  }

  /** Stops after the batches in hand and leaves the segments to others. Idempotent. */
  @Override
  public void close() {
    requestClose();
    workers.forEach(SegmentWorker::close);
    status.stopped();
    if (!workers.isEmpty()) {
      leave();
    }
  }

  private void leave() {
    segments.giveUp(Integer.MAX_VALUE);
    try {
      releaseUnwanted();
      try (var connection = readSide.database().getConnection()) {
        store.leave(connection, readSide.instance());
      }
    } catch (SQLException e) {
      LOG.warn("Projection {} leaves its segments to expire: {}", build, e.getMessage());
    }
  }
}

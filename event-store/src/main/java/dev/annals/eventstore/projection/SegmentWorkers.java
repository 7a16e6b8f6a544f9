package dev.annals.eventstore.projection;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The workers of this process for one build, and how they share what it holds of it. As long as the
 * build is far behind the log, all have their share. Near it, one does all: batches are small then,
 * and more workers would only make more transactions of the same events. Thread-safe.
 */
final class SegmentWorkers {

  /** So many batches behind the log, the work is worth to be divided. */
  private static final long FAR_BATCHES = 2;

  private final List<WorkerPlace> places;
  private final HeldSegments held;
  private final long farEvents;

  /** A position that the log has reached. */
  private volatile long head;

  private volatile boolean farBehind;

  SegmentWorkers(int count, BuildRunner build, ReadSide readSide) {
    this.held = build.share().held();
    this.farEvents = FAR_BATCHES * readSide.properties().batchEventsMax();
    this.places =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                number -> {
                  var name = "projection-%s-%d".formatted(build.build().tables(), number);
                  return new WorkerPlace(
                      () -> new SegmentWorker(name, build, readSide), readSide.properties());
                })
            .toList();
  }

  /** Takes note of a position that the log has reached. */
  void sawHead(long position) {
    head = Math.max(head, position);
    var wasFarBehind = farBehind;
    farBehind = head - held.lowest() >= farEvents;
    if (farBehind && !wasFarBehind) {
      wake();
    }
  }

  boolean areFarBehind() {
    return farBehind;
  }

  /** One of them works also when there is little to do: the first that lives. */
  boolean areLed(SegmentWorker by) {
    return places.stream()
            .map(WorkerPlace::worker)
            .filter(worker -> !worker.hasEnded())
            .findFirst()
            .orElse(by)
        == by;
  }

  void start() {
    places.forEach(place -> place.worker().start());
  }

  void wake() {
    places.forEach(place -> place.worker().wake());
  }

  /** Replaces those that have ended, when it is time. */
  void tend(long nanos) {
    places.forEach(place -> place.tend(nanos));
  }

  /** Whether none moves anything any more. */
  boolean haveEnded() {
    return places.stream().allMatch(place -> place.worker().hasEnded());
  }

  /** Those that have ended. */
  List<BuildLook.EndedWorker> ended() {
    return places.stream().flatMap(place -> place.ended().stream()).toList();
  }

  /** How often one had to be replaced. */
  long replaced() {
    return places.stream().mapToLong(WorkerPlace::replaced).sum();
  }

  void requestClose() {
    places.forEach(place -> place.worker().requestClose());
  }

  /** Stops all after the batches in hand. Idempotent. */
  void close() {
    requestClose();
    places.forEach(place -> place.worker().close());
  }

  boolean areNone() {
    return places.isEmpty();
  }
}

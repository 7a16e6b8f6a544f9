package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Operation;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.benchmarks.store.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers that append one or two events of an entity, under the condition that nothing happened to
 * it since the last position they know: that of their own last append.
 */
final class AppendLoad implements Operation {

  private final Store store;
  private final int entities;
  private final List<Caller> callers = new ArrayList<>();

  /**
   * A load for one run.
   *
   * @param entities among which each append picks one; with 1, everybody contends
   * @param head the store's, where every caller begins
   */
  AppendLoad(Store store, int callers, int entities, long head) {
    this.store = store;
    this.entities = entities;
    for (var i = 0; i < callers; i++) {
      this.callers.add(new Caller(i, head));
    }
  }

  @Override
  public int perform(int caller) {
    return callers.get(caller).append();
  }

  /** How many events the store acknowledged to a caller. */
  long acknowledged(int caller) {
    return callers.get(caller).acknowledged;
  }

  int callers() {
    return callers.size();
  }

  /** For one thread. */
  private final class Caller {

    private final String name;
    private final SampleEvents events;
    private long known;
    private long appends;
    private long acknowledged;

    Caller(int number, long known) {
      this.name = Integer.toString(number);
      this.events = new SampleEvents(number);
      this.known = known;
    }

    int append() {
      var entity = events.below(entities);
      var batch = events.append(entity, SampleEvents.metadata(name, ++appends, known));
      var last = store.append(batch, SampleEvents.entity(entity), known);
      if (last == Store.REFUSED) {
        known = store.head();
        return REFUSED;
      }
      known = last;
      acknowledged += batch.size();
      return batch.size();
    }
  }
}

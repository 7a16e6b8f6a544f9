package dev.annals.benchmarks.store;

import dev.annals.benchmarks.measure.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Callers that append one or two events of an entity, under the condition that nothing happened to
 * it since the last position they know: that of their own last append.
 */
public final class AppendLoad implements Operation {

  /** Enough that two callers seldom want the same at once. */
  public static final int MANY_ENTITIES = 100_000;

  private final Store store;
  private final int entities;
  private final List<Caller> callers = new ArrayList<>();

  /**
   * A load for one run.
   *
   * @param prefix tells these callers from those of another process
   * @param entities among which each append picks one; with 1, everybody contends
   * @param head the store's, where every caller begins
   */
  public AppendLoad(Store store, String prefix, int callers, int entities, long head) {
    this.store = store;
    this.entities = entities;
    for (var i = 0; i < callers; i++) {
      this.callers.add(new Caller(prefix + i, i, head));
    }
  }

  @Override
  public int perform(int caller) {
    return callers.get(caller).append();
  }

  /** How many events the store acknowledged to each caller. */
  public Map<String, Long> acknowledged() {
    var acknowledged = new HashMap<String, Long>();
    callers.forEach(caller -> acknowledged.put(caller.name, caller.acknowledged));
    return acknowledged;
  }

  /** For one thread. */
  private final class Caller {

    private final String name;
    private final SampleEvents events;
    private long known;
    private long appends;
    private long acknowledged;

    Caller(String name, int seed, long known) {
      this.name = name;
      this.events = new SampleEvents(seed);
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

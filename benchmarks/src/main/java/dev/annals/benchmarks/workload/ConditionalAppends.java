package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.store.AppendLoad;
import dev.annals.benchmarks.store.HistoryCheck;
import dev.annals.benchmarks.store.Store;
import java.time.Duration;

/** A store under conditional appends of a number of callers; every run is verified. */
record ConditionalAppends(Store store, int callers, int entities) implements Contestant {

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public Run run(Duration time) {
    var head = store.head();
    var load = new AppendLoad(store, "", callers, entities, head);
    var run = Callers.work(callers, time, load);
    var check = new HistoryCheck(store.name(), head);
    store.read(head, check);
    check.requireExactly(load.acknowledged());
    return run;
  }

  @Override
  public void close() {
    store.close();
  }
}

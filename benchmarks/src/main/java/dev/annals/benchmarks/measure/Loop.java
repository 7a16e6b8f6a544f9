package dev.annals.benchmarks.measure;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A contestant that is no more than an operation and how to check a run of it.
 *
 * @param check throws {@link IllegalStateException} if the run was not what it should have been
 */
public record Loop(String name, int callers, Operation operation, Consumer<Run> check)
    implements Contestant {

  @Override
  public Run run(Duration time) {
    var run = Callers.work(callers, time, operation);
    check.accept(run);
    return run;
  }
}

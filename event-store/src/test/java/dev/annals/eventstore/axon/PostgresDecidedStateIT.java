package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.axon.CounterModule.Count;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresDecidedStateIT extends DecidedStateContract {

  private final TestLog test = TestLog.create();

  @Override
  EventLog openLog() {
    return test.open();
  }

  @Override
  EventLog openAgain(EventLog opened) {
    return test.open();
  }

  /** With the log's own memory, and nothing between it and the decision. */
  @Test
  void a_hot_entity_needs_no_query() {
    var queries = new AtomicInteger();
    var log = new InterposedEventLog(test.open(), any -> {}, queries::incrementAndGet);
    var axon = AxonWiring.configurer(log, List.of(CounterModule.folded())).start();
    var dispatcher = AxonWiring.dispatcher(axon, log, DispatchLimits.defaults());
    dispatcher.dispatch(new Count("a", 1, 99), Map.of(), null, "a");
    var whenCold = queries.get();

    for (var i = 0; i < 50; i++) {
      dispatcher.dispatch(new Count("a", 1, 99), Map.of(), null, "a");
    }

    assertThat(whenCold).isLessThanOrEqualTo(1);
    assertThat(queries).hasValue(whenCold);
    axon.shutdown();
    log.close();
  }
}

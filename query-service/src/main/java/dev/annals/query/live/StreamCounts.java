package dev.annals.query.live;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many streams there are, and how they ended. */
final class StreamCounts implements MeterBinder {

  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder cutOff = new LongAdder();
  private final LongAdder gone = new LongAdder();

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /** What could not be written says why: the client did not read, or is not there any more. */
  void lost(IOException failure) {
    (failure instanceof SlowClientException ? cutOff : gone).increment();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("annals.streams.open", open, AtomicInteger::get)
        .description("Streams of server-sent events that are open")
        .register(registry);
    count("cut.off", "Streams ended because the client did not read", cutOff, registry);
    count("gone", "Streams whose client went away", gone, registry);
  }

  private static void count(
      String name, String description, LongAdder value, MeterRegistry registry) {
    FunctionCounter.builder("annals.streams." + name, value, LongAdder::sum)
        .description(description)
        .register(registry);
  }
}

package dev.annals.eventstore.axon;

import dev.annals.eventstore.axon.CounterModule.Count;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs Axon for a while and says whether it wanted to connect anywhere. A program of
 * its own, because Axon's update checker keeps quiet when it sees a test framework on the stack.
 */
final class QuietStart {

  /** Axon's update checker would wait a second before it calls. */
  private static final Duration LISTENING = Duration.ofMillis(2_500);

  private QuietStart() {}

  public static void main(String[] arguments) throws InterruptedException {
    var wanted = new LinkedBlockingQueue<URI>();
    ProxySelector.setDefault(new Nowhere(wanted));
    var log = new InMemoryEventLog(Clock.systemUTC());
    var axon = AxonWiring.configurer(log, List.of(CounterModule.folded())).start();
    AxonWiring.dispatcher(axon, log, DispatchLimits.defaults())
        .dispatch(new Count("a", 1, 9), Map.of(), null, "a");
    var first = wanted.poll(LISTENING.toMillis(), TimeUnit.MILLISECONDS);
    axon.shutdown();
    System.out.println("events=" + log.head() + " wanted=" + first);
  }

  /** Takes note of every address asked for and lets nobody get there. */
  private static final class Nowhere extends ProxySelector {

    private final LinkedBlockingQueue<URI> wanted;

    Nowhere(LinkedBlockingQueue<URI> wanted) {
      this.wanted = wanted;
    }

    @Override
    public List<Proxy> select(URI uri) {
      wanted.add(uri);
      return List.of(
          new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      wanted.add(uri);
    }
  }
}

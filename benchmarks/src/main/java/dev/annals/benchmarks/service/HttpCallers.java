package dev.annals.benchmarks.service;

import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.contracts.payments.AccountId;
import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Sends commands to the command service as fast as it answers, in so many requests at once that
 * each have a connection of their own; whatever is rejected is not sent again. Knows at the end
 * what the log must hold.
 */
public final class HttpCallers implements AutoCloseable {

  private static final Pattern REFERENCE = Pattern.compile("([a-z]+)-(\\d+)-(\\d+)");

  private final String name;
  private final AnswerCounts counts = new AnswerCounts();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();
  private volatile boolean ended;

  private HttpCallers(String name) {
    this.name = name;
  }

  /**
   * Begins at once.
   *
   * @param name in small letters, unique to the service
   */
  public static HttpCallers start(
      String name, URI service, List<AccountId> accounts, int requestsAtOnce) {
    var callers = new HttpCallers(name);
    var commands = new Commands(service, accounts);
    for (var i = 0; i < requestsAtOnce; i++) {
      var caller = callers.new Caller(i, commands);
      callers.callers.add(caller);
      callers.running.add(callers.threads.submit(caller));
    }
    return callers;
  }

  public AnswerCounts counts() {
    return counts;
  }

  /** Sends nothing more, and waits for every answer. */
  public void end() {
    ended = true;
    try {
      for (var caller : running) {
        caller.get();
      }
    } catch (ExecutionException | CancellationException e) {
      throw new IllegalStateException("A caller failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while callers end", e);
    }
  }

  /**
   * After the end: looks for every command in the log.
   *
   * @param after where the log ended before the beginning
   * @throws IllegalStateException if anything accepted is missing, or anything else is there
   */
  public void verify(EventReader log, long after) {
    AnnalsStore.read(log, after, this::see);
    callers.forEach(caller -> caller.commands.requireAllSeen());
  }

  private void see(SequencedEvent stored) {
    var correlation = stored.event().metadata().getOrDefault(Provenance.CORRELATION_ID, "");
    var parts = REFERENCE.matcher(correlation);
    if (!parts.matches() || !parts.group(1).equals(name)) {
      throw new IllegalStateException("Nobody sent " + stored);
    }
    var caller = callers.get(Integer.parseInt(parts.group(2)));
    caller.commands.see(Integer.parseInt(parts.group(3)));
  }

  @Override
  public void close() {
    ended = true;
    threads.shutdownNow();
    http.shutdownNow();
  }

  /** One connection's worth of commands, numbered. */
  private final class Caller implements Runnable {

    private final int index;
    private final Commands requests;
    private final Acknowledged commands = new Acknowledged();

    Caller(int index, Commands requests) {
      this.index = index;
      this.requests = requests;
    }

    @Override
    public void run() {
      for (var number = 0; !ended; number++) {
        var request = requests.next("%s-%d-%d".formatted(name, index, number));
        var begun = System.nanoTime();
        try {
          var answer = http.send(request, BodyHandlers.ofString());
          if (counts.count(answer, System.nanoTime() - begun)) {
            commands.accept(number);
          }
        } catch (IOException e) {
          commands.doubt(number);
          counts.other(e.toString());
        } catch (InterruptedException _) {
          return;
        }
      }
    }
  }
}

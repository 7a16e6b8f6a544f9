package dev.annals.benchmarks.service;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** Auditors who ask a query service for proofs of any event. Thread-safe. */
public final class ProofClients implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final int ATTEMPTS_MAX = 30;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration VIEWS_MAX = Duration.ofMinutes(30);

  private final HttpConnections queries;
  private final long events;
  private final LongAdder triedAgain = new LongAdder();
  private final LongAccumulator bytesMax = new LongAccumulator(Math::max, 0);
  private final LongAccumulator hashesMax = new LongAccumulator(Math::max, 0);

  public ProofClients(URI queryService, long events) {
    this.queries = new HttpConnections(queryService);
    this.events = events;
  }

  /** Waits until the views have gone over the log, and take no processor any more. */
  public void awaitViews() throws IOException {
    var end = System.nanoTime() + VIEWS_MAX.toNanos();
    var freshness = "Annals-Min-Position: %d\r\nPrefer: wait=10\r\n".formatted(events);
    while (queries.send("GET", "/v1/accounts/nobody", freshness, "").status() != NOT_FOUND) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The views do not come to position " + events);
      }
    }
  }

  /** Asks for one, which must be of the event that was asked for. */
  public int prove() throws IOException {
    var position = 1 + ThreadLocalRandom.current().nextLong(events);
    var answer = ask("/v1/audit/events/%d/proof".formatted(position));
    var proof = JSON.readTree(answer.body());
    if (answer.status() != OK || proof.path("leafIndex").asLong() != position - 1) {
      throw new IllegalStateException("No proof of %d: %s".formatted(position, answer));
    }
    bytesMax.accumulate(answer.body().getBytes(StandardCharsets.UTF_8).length);
    hashesMax.accumulate(proof.path("hashes").size());
    return 1;
  }

  /** Comes again when it is told to. */
  private HttpConnection.Answer ask(String path) throws IOException {
    var answer = queries.send("GET", path, "", "");
    for (var attempt = 1; answer.status() == UNAVAILABLE && attempt < ATTEMPTS_MAX; attempt++) {
      triedAgain.increment();
      LockSupport.parkNanos(RETRY_AFTER.toNanos());
      answer = queries.send("GET", path, "", "");
    }
    return answer;
  }

  /** How often one had to be asked for once more, since this was last asked. */
  public long triedAgain() {
    return triedAgain.sumThenReset();
  }

  /** Of the largest answer. */
  public long bytesMax() {
    return bytesMax.get();
  }

  /** Of the longest audit path. */
  public long hashesMax() {
    return hashesMax.get();
  }

  @Override
  public void close() {
    queries.close();
  }
}

package dev.annals.standalone.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends requests over kept connections, again and again while the service cannot be reached or
 * answers 503. Whoever sends must be able to bear a request that arrives twice.
 */
final class PatientHttp implements AutoCloseable {

  /** Waits; a test need not. */
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  private static final int UNAVAILABLE = 503;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than any wait that a read asks for. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final Patience patience;
  private final Pause pause;
  private final LongAdder retries = new LongAdder();

  PatientHttp(Patience patience, Pause pause) {
    this.patience = patience;
    this.pause = pause;
  }

  static HttpRequest.Builder to(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT);
  }

  /** How many requests had to be sent again. */
  long retries() {
    return retries.sum();
  }

  /**
   * The first answer that is not 503.
   *
   * @throws LoadFailedException if patience is exhausted
   */
  HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    for (var attempt = 1; ; attempt++) {
      var last = attempt == patience.attemptsMax();
      try {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != UNAVAILABLE) {
          return response;
        }
        if (last) {
          throw new LoadFailedException(
              "%s still cannot serve after %d attempts: %s"
                  .formatted(service(request), attempt, answer(response)));
        }
        var retryAfter = response.headers().firstValue("Retry-After").orElse("");
        pause.pause(patience.pauseAfter(attempt, retryAfter));
      } catch (IOException e) {
        if (last) {
          throw unreachable(request, "after %d attempts".formatted(attempt), e);
        }
        pause.pause(patience.pauseAfter(attempt));
      }
      retries.increment();
    }
  }

  /**
   * The answer to a request that is sent once: for asking whether anybody is there.
   *
   * @throws LoadFailedException if nobody answers
   */
  HttpResponse<String> sendOnce(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(request, "now; './annals up' starts it", e);
    }
  }

  /** Status and body of an answer in one line. */
  static String answer(HttpResponse<String> response) {
    return response.statusCode() + " " + Quoted.printable(response.body()).strip();
  }

  private static LoadFailedException unreachable(HttpRequest request, String when, IOException e) {
    return new LoadFailedException(
        "%s does not answer %s (%s)."
            .formatted(service(request), when, Quoted.printable(String.valueOf(e))),
        e);
  }

  private static String service(HttpRequest request) {
    return request.uri().getScheme() + "://" + request.uri().getRawAuthority();
  }

  /** At once: whoever still waits for an answer has given it up. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}

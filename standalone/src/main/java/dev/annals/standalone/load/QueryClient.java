package dev.annals.standalone.load;

import dev.annals.contracts.payments.AccountView;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The query service over HTTP. */
final class QueryClient {

  /**
   * One page of all accounts.
   *
   * @param next the {@code after} of the following page; null on the last one
   */
  record Page(List<AccountView> items, @Nullable String next) {
    Page {
      items = List.copyOf(items);
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE_SIZE = 500;
  private static final String WAIT = "wait=5";

  private final PatientHttp http;
  private final URI service;

  QueryClient(PatientHttp http, URI service) {
    this.http = http;
    this.service = service;
  }

  /**
   * Makes sure that the service is there, and is no other one.
   *
   * @throws LoadFailedException if it is not
   */
  void requireReachable() throws InterruptedException {
    var answer = http.sendOnce(get("/v1/accounts?limit=1", 0));
    if (answer.statusCode() != 200 && answer.statusCode() != 503) {
      throw new LoadFailedException(
          "%s is not the query service: it answers GET /v1/accounts with %d."
              .formatted(service, answer.statusCode()));
    }
  }

  /** How far the accounts' read model knows the log, when it knows it at least this far. */
  long position(long positionMin) throws InterruptedException {
    var response = http.send(get("/v1/accounts?limit=1", positionMin));
    return response
        .headers()
        .firstValue("Annals-Position")
        .flatMap(Positions::parse)
        .orElseThrow(() -> unexpected(response));
  }

  AccountView account(String id, long positionMin) throws InterruptedException {
    return read("/v1/accounts/" + id, positionMin, AccountView.class);
  }

  /** The accounts after this one, or the first ones. */
  Page accounts(@Nullable String after, long positionMin) throws InterruptedException {
    var path = "/v1/accounts?limit=" + PAGE_SIZE + (after == null ? "" : "&after=" + after);
    return read(path, positionMin, Page.class);
  }

  private <T> T read(String path, long positionMin, Class<T> type) throws InterruptedException {
    var response = http.send(get(path, positionMin));
    if (response.statusCode() != 200) {
      throw unexpected(response);
    }
    try {
      return JSON.readValue(response.body(), type);
    } catch (JacksonException e) {
      throw new LoadFailedException(
          "%s answers what cannot be read: %s"
              .formatted(response.uri(), Quoted.printable(e.getOriginalMessage())),
          e);
    }
  }

  private static LoadFailedException unexpected(HttpResponse<String> response) {
    return new LoadFailedException(
        "GET %s answers %s".formatted(response.uri(), PatientHttp.answer(response)));
  }

  private HttpRequest get(String path, long positionMin) {
    return PatientHttp.to(URI.create(service + path))
        .header("Annals-Min-Position", Long.toString(positionMin))
        .header("Prefer", WAIT)
        .GET()
        .build();
  }
}

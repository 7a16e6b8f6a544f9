package dev.annals.query.web;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.web.Admission;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How fresh a client wants its answer: {@code Annals-Min-Position} and {@code Prefer: wait=}.
 * Controllers take it as a parameter and read their views through it.
 */
public final class ReadRequest {

  static final String POSITION = "Annals-Position";
  static final String MIN_POSITION = "Annals-Min-Position";

  static final Duration WAIT_DEFAULT = Duration.ofSeconds(2);

  /** Has the tables of a replay read instead of those that serve. */
  private static final String REPLAY = "replay";

  private static final String PREFER = "Prefer";
  private static final String PREFERENCE_APPLIED = "Preference-Applied";

  private final @Nullable SequencePosition positionMin;
  private final @Nullable Duration waitPreferred;
  private final @Nullable Long replay;
  private final HttpServletResponse response;
  private final Reads reads;

  private ReadRequest(
      @Nullable SequencePosition positionMin,
      @Nullable Duration waitPreferred,
      @Nullable Long replay,
      HttpServletResponse response,
      Reads reads) {
    this.positionMin = positionMin;
    this.waitPreferred = waitPreferred;
    this.replay = replay;
    this.response = response;
    this.reads = reads;
  }

  /** What carries reads out: how many at once, and how those of replays. */
  record Reads(Admission admission, ReplayedReads replayed) {}

  static ReadRequest of(HttpServletRequest request, HttpServletResponse response, Reads reads) {
    var headers = request.getHeaders(MIN_POSITION);
    var positionMin = headers.hasMoreElements() ? parsePosition(headers.nextElement()) : null;
    if (headers.hasMoreElements()) {
      throw invalidPosition();
    }
    var wait = WaitPreference.of(request.getHeaders(PREFER));
    return new ReadRequest(positionMin, wait, replay(request), response, reads);
  }

  private static @Nullable Long replay(HttpServletRequest request) {
    var values = request.getParameterValues(REPLAY);
    if (values == null) {
      return null;
    }
    var number = values.length == 1 ? Positions.parse(values[0]) : null;
    if (number == null) {
      throw invalidReplay("must be given once, and be the number of a replay");
    }
    return number.value();
  }

  private static ProblemException invalidReplay(String what) {
    return new ProblemException(
        ProblemType.INVALID_FIELD
            .because("The parameter '%s' %s.".formatted(REPLAY, what))
            .with("field", REPLAY));
  }

  private static SequencePosition parsePosition(String text) {
    var position = Positions.parse(text);
    if (position == null) {
      throw invalidPosition();
    }
    return position;
  }

  private static ProblemException invalidPosition() {
    return new ProblemException(
        ProblemType.POSITION_INVALID.because(
            "%s must be one whole number that is not negative.".formatted(MIN_POSITION)));
  }

  /**
   * Answers from a view that has come far enough, and says in the response how far it had come.
   *
   * @param query reads rows and position in one snapshot
   * @throws ProblemException if the view does not come far enough in the time the client gives it,
   *     or if too many others are reading
   */
  public <T> T read(ProjectionProgress view, Supplier<Projected<T>> query) {
    var projected = replay == null ? readServing(view, query) : readReplay(replay, view, query);
    var position = projected.position();
    // The waiting looked at this process' memory; the rows are the truth.
    if (positionMin != null && positionMin.isAfter(position)) {
      throw notReached(positionMin, position);
    }
    response.setHeader(POSITION, position.toString());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    return projected.value();
  }

  private <T> Projected<T> readServing(ProjectionProgress view, Supplier<Projected<T>> query) {
    if (positionMin != null && !await(view, positionMin)) {
      throw notReached(positionMin, view.position());
    }
    return reads.admission().admit(query);
  }

  /** It does not move, so nobody waits for it. */
  private <T> Projected<T> readReplay(
      long number, ProjectionProgress view, Supplier<Projected<T>> query) {
    if (!(view instanceof ProjectionRunner runner)) {
      throw invalidReplay("is for views; this is read from the log itself");
    }
    return reads.admission().admit(() -> reads.replayed().read(number, runner.id(), query));
  }

  private boolean await(ProjectionProgress view, SequencePosition position) {
    if (waitPreferred != null) {
      response.setHeader(PREFERENCE_APPLIED, "wait=" + waitPreferred.toSeconds());
    }
    try {
      return view.awaitPosition(position, waitPreferred == null ? WAIT_DEFAULT : waitPreferred);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.UNAVAILABLE.because("The service is shutting down."),
          Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }
  }

  private static ProblemException notReached(SequencePosition wanted, SequencePosition reached) {
    return new ProblemException(
        ProblemType.POSITION_NOT_REACHED.because(
            "Position %s is not in this view yet, which has come to %s."
                .formatted(wanted, reached)),
        Map.of(HttpHeaders.RETRY_AFTER, "1", POSITION, reached.toString()));
  }
}

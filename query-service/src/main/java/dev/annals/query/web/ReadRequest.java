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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How fresh a client wants its answer, {@code Annals-Min-Position} and {@code Prefer: wait=}, and
 * of which moment: {@code ?position=N} or {@code ?at=INSTANT}. Controllers take it as a parameter
 * and read their views through it.
 */
public final class ReadRequest {

  static final String POSITION = "Annals-Position";
  static final String MIN_POSITION = "Annals-Min-Position";

  static final Duration WAIT_DEFAULT = Duration.ofSeconds(2);

  /** Between two looks at rows that are older than what was waited for. */
  private static final Duration READ_AGAIN = Duration.ofMillis(5);

  /** Has the tables of a replay read instead of those that serve. */
  private static final String REPLAY = "replay";

  private static final String PREFER = "Prefer";
  private static final String PREFERENCE_APPLIED = "Preference-Applied";

  private final @Nullable SequencePosition positionMin;
  private final @Nullable Duration waitPreferred;
  private final @Nullable Long replay;
  private final @Nullable AskedMoment moment;
  private final HttpServletResponse response;
  private final Reads reads;

  private ReadRequest(
      @Nullable SequencePosition positionMin,
      @Nullable Duration waitPreferred,
      @Nullable Long replay,
      @Nullable AskedMoment moment,
      HttpServletResponse response,
      Reads reads) {
    this.positionMin = positionMin;
    this.waitPreferred = waitPreferred;
    this.replay = replay;
    this.moment = moment;
    this.response = response;
    this.reads = reads;
  }

  /** What carries reads out: how many at once, and how those of replays and of the past. */
  record Reads(Admission underWay, Admission waiting, ReplayedReads replayed, Moments moments) {}

  static ReadRequest of(HttpServletRequest request, HttpServletResponse response, Reads reads) {
    var headers = request.getHeaders(MIN_POSITION);
    var positionMin = headers.hasMoreElements() ? parsePosition(headers.nextElement()) : null;
    if (headers.hasMoreElements()) {
      throw invalidPosition();
    }
    var wait = WaitPreference.of(request.getHeaders(PREFER));
    var replay = replay(request);
    var moment = AskedMoment.of(request);
    if (replay != null && moment != null) {
      throw invalidReplay("is of one moment, and cannot be given together with another");
    }
    return new ReadRequest(positionMin, wait, replay, moment, response, reads);
  }

  private static @Nullable Long replay(HttpServletRequest request) {
    var text = SingleParameter.of(request, REPLAY);
    if (text == null) {
      return null;
    }
    var number = Positions.parse(text);
    if (number == null) {
      throw invalidReplay("must be the number of a replay");
    }
    return number.value();
  }

  private static ProblemException invalidReplay(String what) {
    return SingleParameter.invalid(REPLAY, what);
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

  /** The position that must count: what was erased up to there is not to be shown. */
  public SequencePosition atLeast() {
    var least = positionMin == null ? SequencePosition.ORIGIN : positionMin;
    return moment instanceof AskedMoment.OfPosition(var asked) && asked.isAfter(least)
        ? asked
        : least;
  }

  /**
   * Answers from a view that has come far enough, and says in the response how far it had come. For
   * what is known of the present only.
   *
   * @param query reads rows and position in one snapshot
   * @throws ProblemException if the view does not come far enough in the time the client gives it,
   *     if too many others are reading, or if the client asks for a moment of the past
   */
  public <T> T read(ProjectionProgress view, Supplier<Projected<T>> query) {
    if (moment != null) {
      throw moment.unsupported();
    }
    return answer(view, positionMin, AsOf.NOW, query);
  }

  /**
   * Answers as {@link #read}, from a view that has come at least as far as what is asked about,
   * also if the client does not say so.
   *
   * @param atLeast a position that the log has reached
   */
  public <T> T readIncluding(
      ProjectionProgress view, SequencePosition atLeast, Supplier<Projected<T>> query) {
    if (moment != null) {
      throw moment.unsupported();
    }
    var needed = positionMin == null || atLeast.isAfter(positionMin) ? atLeast : positionMin;
    return answer(view, needed, AsOf.NOW, query);
  }

  /**
   * Answers as {@link #read}, but as of the moment that the client asks for. The position in the
   * response is then that moment's.
   *
   * @param query reads rows as of a moment, and the position up to which the view knows the log
   * @throws ProblemException as above; and if there is no such moment
   */
  public <T> T readAsOf(ProjectionProgress view, Function<AsOf, Projected<T>> query) {
    var asked = moment;
    if (asked == null) {
      return answer(view, positionMin, AsOf.NOW, () -> query.apply(AsOf.NOW));
    }
    var position = reads.underWay().admit(() -> reads.moments().resolve(asked, view));
    var asOf = new AsOf(position);
    var needed = positionMin == null || position.isAfter(positionMin) ? position : positionMin;
    return answer(view, needed, asOf, () -> query.apply(asOf));
  }

  private <T> T answer(
      ProjectionProgress view,
      @Nullable SequencePosition needed,
      AsOf asOf,
      Supplier<Projected<T>> query) {
    var projected =
        replay == null ? readServing(view, needed, query) : readReplay(replay, view, query);
    var position = projected.position();
    if (needed != null && needed.isAfter(position)) {
      throw notReached(needed, position);
    }
    response.setHeader(POSITION, (asOf.isNow() ? position : asOf.position()).toString());
    // Also of the past, which does not change: what has to be forgotten must not live on in caches.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    return projected.value();
  }

  /**
   * The waiting looks at this process' memory, and the rows are the truth: reads may see another
   * build by now, which is about to get there.
   */
  private <T> Projected<T> readServing(
      ProjectionProgress view, @Nullable SequencePosition needed, Supplier<Projected<T>> query) {
    if (needed == null) {
      return reads.underWay().admit(query);
    }
    var deadline = System.nanoTime() + patience().toNanos();
    if (!await(view, needed)) {
      throw notReached(needed, view.position());
    }
    var projected = reads.underWay().admit(query);
    while (needed.isAfter(projected.position()) && System.nanoTime() < deadline) {
      uninterrupted(
          () -> {
            Thread.sleep(READ_AGAIN);
            return true;
          });
      projected = reads.underWay().admit(query);
    }
    return projected;
  }

  /** It does not move, so nobody waits for it. */
  private <T> Projected<T> readReplay(
      long number, ProjectionProgress view, Supplier<Projected<T>> query) {
    if (!(view instanceof ProjectionRunner runner)) {
      throw invalidReplay("is for views; this is read from the log itself");
    }
    return reads.underWay().admit(() -> reads.replayed().read(number, runner.id(), query));
  }

  private boolean await(ProjectionProgress view, SequencePosition position) {
    if (waitPreferred != null) {
      response.setHeader(PREFERENCE_APPLIED, "wait=" + waitPreferred.toSeconds());
    }
    return reads
        .waiting()
        .admit(() -> uninterrupted(() -> view.awaitPosition(position, patience())));
  }

  private Duration patience() {
    return waitPreferred == null ? WAIT_DEFAULT : waitPreferred;
  }

  private interface Wait {
    boolean end() throws InterruptedException;
  }

  private static boolean uninterrupted(Wait wait) {
    try {
      return wait.end();
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

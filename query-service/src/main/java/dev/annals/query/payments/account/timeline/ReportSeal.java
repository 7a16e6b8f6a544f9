package dev.annals.query.payments.account.timeline;

import dev.annals.eventstore.audit.export.NotAsSealedException;
import dev.annals.eventstore.audit.export.ProvenEvents;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.web.Missing;
import dev.annals.web.Admission;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.time.Duration;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** The sealed log as reports need it. */
public final class ReportSeal {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSeal.class);
  private static final String CONTEXT = "audit";

  /** Together with what other proofs take, below the connections there are. */
  private static final int REPORTS_MAX = 3;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

  private final @Nullable SealedLog log;
  private final Admission reports =
      new Admission(REPORTS_MAX, "Too many reports are being made; try again in a moment.");

  /**
   * @param log null if this process was given none
   */
  public ReportSeal(@Nullable SealedLog log) {
    this.log = log;
  }

  private SealedLog log() {
    if (log == null) {
      throw nothingSealed();
    }
    return log;
  }

  /** The newest seal. */
  Seal newest() {
    return log().newest().filter(seal -> seal.size() > 0).orElseThrow(ReportSeal::nothingSealed);
  }

  /** How many events are sealed; of a new log none yet. */
  private long size() {
    return log().newest().map(Seal::size).orElse(0L);
  }

  /** The events with their proof. */
  ProvenEvents prove(Seal seal, NavigableSet<Long> positions) {
    try {
      return reports.admit(() -> ProvenEvents.of(log(), seal, positions));
    } catch (NotAsSealedException | MissingTileException e) {
      LOG.error("The sealed log is damaged: {}", e.getMessage());
      throw notAsSealed(e.getMessage() + ".");
    }
  }

  /** How far a view is that is sealed as well. */
  ProjectionProgress progress(ProjectionProgress view) {
    return new ProjectionProgress() {

      @Override
      public SequencePosition position() {
        var sealed = SequencePosition.of(size());
        return sealed.isAfter(view.position()) ? view.position() : sealed;
      }

      @Override
      public boolean awaitPosition(SequencePosition position, Duration timeout)
          throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        if (!view.awaitPosition(position, timeout)) {
          return false;
        }
        while (position.value() > size()) {
          if (System.nanoTime() >= deadline) {
            return false;
          }
          Thread.sleep(LOOK_AGAIN);
        }
        return true;
      }
    };
  }

  private static ProblemException nothingSealed() {
    return Missing.because(
        CONTEXT, "NOTHING_SEALED", "Nothing is sealed", "There is no checkpoint of this log.");
  }

  static ProblemException notAsSealed(String what) {
    return new ProblemException(
        new Problem(
                ProblemType.uri(CONTEXT, "NOT_AS_SEALED"),
                "The log is not what was sealed",
                HttpStatus.INTERNAL_SERVER_ERROR.value(),
                what)
            .with("reason", "NOT_AS_SEALED"));
  }
}

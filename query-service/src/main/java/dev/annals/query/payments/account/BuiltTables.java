package dev.annals.query.payments.account;

import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * The tables that came with this version of the view. After an upgrade, reads see those of the
 * version before until this one is built.
 */
interface BuiltTables {

  Map<String, String> LATER = Map.of(HttpHeaders.RETRY_AFTER, "5");

  /**
   * For reads that need them.
   *
   * @throws ProblemException as long as they are being built
   */
  void require();

  /** Those of the build that reads see. */
  static BuiltTables of(ProjectionRunner runner) {
    return () -> {
      if (runner.status().id().version() < AccountProjection.ID.version()) {
        throw new ProblemException(
            ProblemType.UNAVAILABLE.because(
                "Statements and the past of accounts are being built for the first time."),
            LATER);
      }
    };
  }
}

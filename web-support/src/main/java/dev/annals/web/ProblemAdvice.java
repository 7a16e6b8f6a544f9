package dev.annals.web;

import dev.annals.eventstore.privacy.KeysUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** The last word on everything that leaves a controller, or never reached one. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(ProblemException.class)
  void problem(ProblemException problem, HttpServletResponse response) throws IOException {
    ProblemWriter.write(problem.problem(), problem.headers(), response);
  }

  @ExceptionHandler(Throwable.class)
  void anything(Throwable failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      LOG.debug("The client of {} went away", Printable.of(request.getRequestURI()), failure);
      return;
    }
    var answer = ProblemTranslation.of(failure);
    if (answer == null) {
      LOG.error(
          "{} {} failed", request.getMethod(), Printable.of(request.getRequestURI()), failure);
      answer = new ProblemException(ProblemType.ofStatus(500), Map.of());
    }
    if (failure instanceof KeysUnavailableException keys) {
      // The client is not told what is wrong with them.
      LOG.warn("Personal data cannot be used: {}", keys.getMessage());
    }
    ProblemWriter.write(answer.problem(), answer.headers(), response);
  }
}

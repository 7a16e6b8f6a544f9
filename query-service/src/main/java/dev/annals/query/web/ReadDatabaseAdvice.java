package dev.annals.query.web;

import dev.annals.eventstore.projection.ReadDatabaseUnavailableException;
import dev.annals.web.ProblemType;
import dev.annals.web.ProblemWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * A read database that does not answer, or not in time, is no defect of the request nor of the
 * code.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReadDatabaseAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ReadDatabaseAdvice.class);
  private static final Map<String, String> LATER = Map.of(HttpHeaders.RETRY_AFTER, "5");

  @ExceptionHandler({
    NonTransientDataAccessResourceException.class,
    ReadDatabaseUnavailableException.class,
    RecoverableDataAccessException.class,
    TransientDataAccessException.class
  })
  void unavailable(Exception failure, HttpServletResponse response) throws IOException {
    LOG.warn(
        "The read database does not answer: {}",
        NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    ProblemWriter.write(
        ProblemType.UNAVAILABLE.because("The read database does not answer."), LATER, response);
  }
}

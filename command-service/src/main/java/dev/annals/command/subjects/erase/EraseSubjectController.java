package dev.annals.command.subjects.erase;

import static dev.annals.web.ProblemType.INVALID_FIELD;
import static dev.annals.web.ProblemType.INVALID_ID;
import static dev.annals.web.ProblemType.UNAVAILABLE;

import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.subjects.SubjectCommand;
import dev.annals.contracts.subjects.SubjectCommand.EraseSubject;
import dev.annals.contracts.subjects.SubjectId;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.ErasureCompletion;
import dev.annals.eventstore.privacy.ErasureEvents;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers when the key is destroyed, and not before. Every erasure of a subject gets the answer of
 * its first one: the position of the event that tells it.
 */
@RestController
class EraseSubjectController {

  private final CommandEndpoint commands;
  private final ErasureCompletion erasures;
  private final ErasureEvents events;
  private final EventReader log;

  EraseSubjectController(
      CommandEndpoint commands, ErasureCompletion erasures, ErasureEvents events, EventReader log) {
    this.commands = commands;
    this.erasures = erasures;
    this.events = events;
    this.log = log;
  }

  @PostMapping(
      path = "/v1/subjects/{subjectId}/erasure",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> erase(
      @PathVariable String subjectId, @RequestBody EraseRequest request, HttpServletRequest http) {
    var command = request.command(subjectId);
    var subject = command.subjectId().value();
    var answer = commands.execute(http, command, "subject " + subject);
    var recorded = log.read(events.of(subject), SequencePosition.ORIGIN, 1).getFirst().position();
    complete(subject, recorded);
    return answer.at(recorded).done();
  }

  private void complete(String subject, SequencePosition recorded) {
    try {
      erasures.complete(subject);
    } catch (KeysUnavailableException e) {
      throw new ProblemException(
          UNAVAILABLE.because(
              "The erasure is recorded at position %s, and will be carried out as soon as the key store answers; retry to be told."
                  .formatted(recorded)),
          Map.of(HttpHeaders.RETRY_AFTER, "5"));
    }
  }

  record EraseRequest(@Nullable String reason) {

    EraseSubject command(String subjectId) {
      return new EraseSubject(id(subjectId), reasonGiven());
    }

    private static SubjectId id(String text) {
      try {
        return new SubjectId(text);
      } catch (IllegalArgumentException malformed) {
        throw new ProblemException(
            INVALID_ID
                .because("The subject's id is malformed: %s.".formatted(malformed.getMessage()))
                .with("field", "subjectId"));
      }
    }

    private String reasonGiven() {
      if (reason == null
          || reason.isBlank()
          || reason.codePointCount(0, reason.length()) > SubjectCommand.TEXT_LENGTH_MAX
          || !reason.codePoints().allMatch(EraseRequest::isPlain)) {
        throw new ProblemException(
            INVALID_FIELD
                .because(
                    "The field 'reason' must say why, in 1 to %d plain characters."
                        .formatted(SubjectCommand.TEXT_LENGTH_MAX))
                .with("field", "reason"));
      }
      return reason;
    }

    private static boolean isPlain(int point) {
      return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }
  }
}

package dev.annals.command.web;

import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.axon.CommandResult;
import dev.annals.eventstore.axon.CommandResult.Accepted;
import dev.annals.eventstore.axon.CommandResult.Repeated;
import dev.annals.eventstore.axon.ConflictPersistsException;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.web.Admission;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import dev.annals.web.RequestProvenance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Has a request's command decided, once: the same request with the same key gets the first answer
 * again, be it acceptance or rejection, whatever has happened since.
 */
@Component
public class CommandEndpoint {

  /** What the log remembers as the answer to an accepted command; a rejection's is a problem. */
  private static final String ACCEPTED = "";

  private final Admission admission;
  private final RequestProvenance provenance;
  private final CommandDispatcher commands;
  private final List<Rejections> rejections;
  private final CommandFingerprints fingerprints;

  CommandEndpoint(
      Admission admission,
      RequestProvenance provenance,
      CommandDispatcher commands,
      List<Rejections> rejections,
      CommandFingerprints fingerprints) {
    this.admission = admission;
    this.provenance = provenance;
    this.commands = commands;
    this.rejections = rejections;
    this.fingerprints = fingerprints;
  }

  /**
   * Sends the command and waits until its events are durable.
   *
   * @param serialKey what the command mainly decides about; commands of one key take turns
   * @throws ProblemException if the command is rejected, or the request may not be sent like this
   */
  public CommandAnswer execute(HttpServletRequest http, Object command, String serialKey) {
    return admission.admit(() -> decide(http, command, serialKey));
  }

  private CommandAnswer decide(HttpServletRequest http, Object command, String serialKey) {
    var key = IdempotencyKey.of(http).scopedTo(RequestProvenance.ANONYMOUS);
    var metadata = provenance.of(http);
    var fingerprint = fingerprints.of(http, command);
    var request = new IdempotencyRecord(key, fingerprint.text(), ACCEPTED);
    return answer(fingerprint, decide(command, metadata, request, serialKey));
  }

  private CommandResult decide(
      Object command, Map<String, String> metadata, IdempotencyRecord request, String serialKey) {
    try {
      return commands.dispatch(command, metadata, request, serialKey);
    } catch (ConflictPersistsException conflict) {
      throw new ProblemException(
          ProblemType.OVERLOADED.because(
              "Others changed the same at each of %d attempts; nothing was stored."
                  .formatted(conflict.attempts())),
          Map.of(HttpHeaders.RETRY_AFTER, "1"));
    } catch (RuntimeException failure) {
      var problem = rejection(failure);
      if (problem == null) {
        throw failure;
      }
      return rejected(request, problem);
    }
  }

  /** Remembers the rejection, unless the key has an answer already: then that one counts. */
  private CommandResult rejected(IdempotencyRecord request, Problem problem) {
    var answer = new IdempotencyRecord(request.key(), request.fingerprint(), problem.toJson());
    return switch (commands.record(answer)) {
      case Accepted(var position) -> new Repeated(answer, position);
      case Repeated repeated -> repeated;
    };
  }

  private @Nullable Problem rejection(RuntimeException failure) {
    for (var context : rejections) {
      var problem = context.problemOf(failure);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static CommandAnswer answer(CommandFingerprint request, CommandResult result) {
    return switch (result) {
      case Accepted(var position) -> new CommandAnswer(position);
      case Repeated(var original, var position) -> first(request, original, position);
    };
  }

  private static CommandAnswer first(
      CommandFingerprint request, IdempotencyRecord original, SequencePosition position) {
    var headers = Map.of(CommandAnswer.POSITION_HEADER, position.toString());
    if (!request.isOfSameRequestAs(original.fingerprint())) {
      var problem =
          ProblemType.IDEMPOTENCY_KEY_REUSED.because(
              "The %s came first with another request.".formatted(IdempotencyKey.HEADER));
      throw new ProblemException(problem, headers);
    }
    if (original.answer().equals(ACCEPTED)) {
      return new CommandAnswer(position);
    }
    throw new ProblemException(Problem.fromJson(original.answer()), headers);
  }
}

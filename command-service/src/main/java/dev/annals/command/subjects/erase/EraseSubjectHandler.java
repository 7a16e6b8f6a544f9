package dev.annals.command.subjects.erase;

import dev.annals.contracts.subjects.SubjectCommand.EraseSubject;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.contracts.subjects.SubjectRejected;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Who is known can be erased; to erase again changes nothing. */
final class EraseSubjectHandler {

  private EraseSubjectHandler() {}

  /**
   * The event, if there is to be one.
   *
   * @param known asked only if that matters
   */
  static Optional<SubjectErased> decide(
      EraseSubject command, ErasableSubject subject, BooleanSupplier known) {
    if (subject.erased()) {
      return Optional.empty();
    }
    if (!known.getAsBoolean()) {
      throw new SubjectRejected(
          SubjectRejected.Reason.UNKNOWN_SUBJECT,
          "There is no subject %s.".formatted(command.subjectId()));
    }
    return Optional.of(new SubjectErased(command.subjectId(), command.reason()));
  }
}

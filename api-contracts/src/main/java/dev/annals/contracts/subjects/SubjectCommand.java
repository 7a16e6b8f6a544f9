package dev.annals.contracts.subjects;

import org.axonframework.messaging.commandhandling.annotation.Command;

/** What can be asked about data subjects. */
public sealed interface SubjectCommand {

  String NAMESPACE = SubjectEvent.NAMESPACE;

  /** Longest reason, in characters. */
  int TEXT_LENGTH_MAX = 140;

  /**
   * Has all personal data of the subject forgotten for ever.
   *
   * @param reason why; stored for ever, so it must not be personal itself
   */
  @Command(namespace = NAMESPACE, name = "EraseSubject")
  record EraseSubject(SubjectId subjectId, String reason) implements SubjectCommand {}
}

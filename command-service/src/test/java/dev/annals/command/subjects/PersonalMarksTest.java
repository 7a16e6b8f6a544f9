package dev.annals.command.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentCommand;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.shared.PersonalMarks;
import dev.annals.contracts.subjects.SubjectEvent;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is personal, by name: to change this list is to decide about people's data. */
class PersonalMarksTest {

  private static final List<String> PERSONAL =
      List.of(
          "payments.AccountClosed.reason of accountId",
          "payments.AccountFrozen.reason of accountId",
          "payments.AccountOpened.owner of accountId",
          "payments.AccountUnfrozen.reason of accountId",
          "payments.MoneyDeposited.reference of accountId",
          "payments.MoneyTransferred.reference of debitAccountId",
          "payments.MoneyWithdrawn.reference of accountId");

  @Test
  void these_fields_of_events_are_personal_and_no_others() {
    var found = new TreeSet<String>();
    PersonalMarks.ofAll(PaymentEvent.TYPES)
        .forEach(
            (type, fields) ->
                fields.forEach(
                    (field, subject) -> found.add(type + "." + field + " of " + subject)));

    assertThat(found).containsExactlyElementsOf(PERSONAL);
    assertThat(PersonalMarks.ofAll(SubjectEvent.TYPES).get("subjects.SubjectErased")).isEmpty();
  }

  @Test
  void every_free_text_of_an_event_is_personal() {
    assertThat(
            PaymentEvent.TYPES.values().stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(PersonalMarksTest::isFreeText))
        .hasSize(PERSONAL.size());
  }

  @Test
  void what_is_personal_in_a_command_is_personal_in_its_event() {
    assertThat(
            Stream.of(PaymentCommand.class.getPermittedSubclasses())
                .flatMap(type -> PersonalMarks.of(type).entrySet().stream()))
        .hasSize(PERSONAL.size());
    assertThat(
            Stream.of(PaymentCommand.class.getPermittedSubclasses())
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(PersonalMarksTest::isFreeText))
        .hasSize(PERSONAL.size());
  }

  /** A subject is found in the log by a tag of the same name. */
  @Test
  void subjects_are_named_by_tags() {
    assertThat(PERSONAL)
        .allMatch(
            each ->
                each.endsWith(" of " + PaymentEvent.ACCOUNT_TAG)
                    || each.endsWith(" of " + PaymentEvent.DEBIT_ACCOUNT_TAG));
  }

  private static boolean isFreeText(RecordComponent component) {
    return component.getType() == String.class;
  }
}

package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.scenarios.InvoiceNumberScenario.InvoiceFact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Invoices are numbered 1, 2, 3, as the tax office wants it: none twice, none missing. */
abstract class InvoiceNumberScenario extends Scenario<InvoiceFact> {

  private static final String INVOICED = "invoices.Issued";

  sealed interface InvoiceFact extends Fact {}

  record InvoiceIssued(long number, String customer) implements InvoiceFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(Tag.of("customer", customer));
    }
  }

  record ReminderSent(long number, String customer) implements InvoiceFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(Tag.of("customer", customer));
    }
  }

  InvoiceNumberScenario(Supplier<List<EventLog>> processes) {
    super(
        processes, Map.of(INVOICED, InvoiceIssued.class, "invoices.Reminded", ReminderSent.class));
  }

  /** Depends on every invoice and on nothing else, whoever the customer is. */
  private static Decision<Long, InvoiceFact> invoice(String customer) {
    return new Decision<>(
        EventQuery.anyOf(new EventQuery.Item(Set.of(INVOICED), Set.of())),
        0L,
        InvoiceNumberScenario::last,
        last -> accepted(new InvoiceIssued(last + 1, customer)));
  }

  private static long last(long last, InvoiceFact fact) {
    return switch (fact) {
      case InvoiceIssued(var number, _) -> number;
      case ReminderSent _ -> last;
    };
  }

  private List<Long> numbers() {
    return recorded().stream()
        .filter(InvoiceIssued.class::isInstance)
        .map(fact -> ((InvoiceIssued) fact).number())
        .toList();
  }

  @Test
  void each_invoice_has_the_next_number() {
    assertThat(when(invoice("anna"))).isEqualTo(accepted(new InvoiceIssued(1, "anna")));
    assertThat(when(invoice("bert"))).isEqualTo(accepted(new InvoiceIssued(2, "bert")));
    assertThat(when(invoice("anna"))).isEqualTo(accepted(new InvoiceIssued(3, "anna")));
  }

  @Test
  void callers_racing_for_the_next_number_get_one_each_and_leave_no_gap() {
    given(new InvoiceIssued(1, "anna"));

    var verdicts = whenAtOnce(each(i -> invoice("customer " + i)));

    assertThat(verdicts).doesNotHaveDuplicates();
    assertThat(numbers()).isEqualTo(LongStream.rangeClosed(1, RACERS + 1).boxed().toList());
    assertThat(conflicts()).isGreaterThanOrEqualTo(RACERS - 1);
  }

  @Test
  void other_facts_about_a_customer_do_not_hold_up_an_invoice() {
    given(new InvoiceIssued(1, "anna"));

    assertThat(whenMeanwhile(invoice("anna"), new ReminderSent(1, "anna")))
        .isEqualTo(accepted(new InvoiceIssued(2, "anna")));
    assertThat(conflicts()).isZero();
  }
}

package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.privacy.PersonalReader.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Histories in the words that were said, made from what the events hold: there, whatever is
 * personal is encrypted.
 */
public final class PersonalHistories {

  private static final String REFERENCE = "reference";
  private static final String REASON = "reason";

  private final PersonalReader personal;
  private final BiFunction<AccountView, SequencePosition, AccountView> accounts;

  /**
   * @param accounts an account as its holder sees it, with erasures up to a position
   */
  public PersonalHistories(
      PersonalReader personal, BiFunction<AccountView, SequencePosition, AccountView> accounts) {
    this.personal = personal;
    this.accounts = accounts;
  }

  /**
   * A history as people read it.
   *
   * @param asOf erasures up to here must count
   */
  AccountHistory told(AccountHistory stored, SequencePosition asOf) {
    var words = stored.steps().stream().map(this::why).toList();
    var said = personal.read(words, asOf);
    var steps = new ArrayList<Step>(said.size());
    for (var i = 0; i < said.size(); i++) {
      steps.add(stored.steps().get(i).because(said.get(i)));
    }
    return stored.with(accounts.apply(stored.account(), asOf), List.copyOf(steps));
  }

  private Stored why(Step step) {
    var text = Objects.requireNonNull(step.why());
    return switch (step.event()) {
      case AccountOpened event -> stored(AccountOpened.TYPE, "owner", event, text);
      case MoneyDeposited event -> stored(MoneyDeposited.TYPE, REFERENCE, event, text);
      case MoneyWithdrawn event -> stored(MoneyWithdrawn.TYPE, REFERENCE, event, text);
      case MoneyTransferred event -> stored(MoneyTransferred.TYPE, REFERENCE, event, text);
      case AccountFrozen event -> stored(AccountFrozen.TYPE, REASON, event, text);
      case AccountUnfrozen event -> stored(AccountUnfrozen.TYPE, REASON, event, text);
      case AccountClosed event -> stored(AccountClosed.TYPE, REASON, event, text);
    };
  }

  private Stored stored(String type, String field, PaymentEvent event, String text) {
    return new Stored(personal.field(type, field), subject(event), text);
  }

  /** Of a transfer these are the words of the account that pays. */
  private static String subject(PaymentEvent payment) {
    return switch (payment) {
      case AccountOpened event -> event.accountId().value();
      case MoneyDeposited event -> event.accountId().value();
      case MoneyWithdrawn event -> event.accountId().value();
      case MoneyTransferred event -> event.debitAccountId().value();
      case AccountFrozen event -> event.accountId().value();
      case AccountUnfrozen event -> event.accountId().value();
      case AccountClosed event -> event.accountId().value();
    };
  }
}

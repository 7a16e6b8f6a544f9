package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** What each event is found by; by hand, since reflection would cost more than the decision. */
public final class PaymentTags {

  private PaymentTags() {}

  public static Set<Tag> of(PaymentEvent event) {
    return switch (event) {
      case AccountOpened e -> Set.of(Relevant.tag(e.accountId()));
      case MoneyDeposited e -> Set.of(Relevant.tag(e.accountId()));
      case MoneyWithdrawn e ->
          Set.of(Relevant.tag(e.accountId()), Relevant.debitTag(e.accountId()));
      case AccountFrozen e -> Set.of(Relevant.tag(e.accountId()));
      case AccountUnfrozen e -> Set.of(Relevant.tag(e.accountId()));
      case AccountClosed e -> Set.of(Relevant.tag(e.accountId()));
      case MoneyTransferred e ->
          Set.of(
              Relevant.tag(e.transferId()),
              Relevant.tag(e.debitAccountId()),
              Relevant.tag(e.creditAccountId()),
              Relevant.debitTag(e.debitAccountId()));
    };
  }
}

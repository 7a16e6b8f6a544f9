package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.TransferId;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Which events a state is made of, and which break a decision. */
public final class Relevant {

  private static final QualifiedName OPENING = new QualifiedName(AccountOpened.TYPE);
  private static final Set<QualifiedName> STATUS =
      Set.of(
          OPENING,
          new QualifiedName(AccountFrozen.TYPE),
          new QualifiedName(AccountUnfrozen.TYPE),
          new QualifiedName(AccountClosed.TYPE));

  private Relevant() {}

  /** Everything that happened to the account. */
  public static EventCriteria history(AccountId id) {
    return EventCriteria.havingTags(tag(id));
  }

  /** Only what opened, froze, unfroze or closed the account. */
  public static EventCriteria status(AccountId id) {
    return EventCriteria.havingTags(tag(id)).andBeingOneOfTypes(STATUS);
  }

  /** What takes money from the account, or changes whether that is allowed. */
  public static EventCriteria debits(AccountId id) {
    return EventCriteria.either(EventCriteria.havingTags(debitTag(id)), status(id));
  }

  /** Only whether the account was opened. */
  public static EventCriteria opening(AccountId id) {
    return EventCriteria.havingTags(tag(id)).andBeingOneOfTypes(OPENING);
  }

  /** Whether the transfer happened. */
  public static EventCriteria transfer(TransferId id) {
    return EventCriteria.havingTags(tag(id));
  }

  static Tag debitTag(AccountId id) {
    return new Tag(PaymentEvent.DEBIT_ACCOUNT_TAG, id.value());
  }

  static Tag tag(AccountId id) {
    return new Tag(PaymentEvent.ACCOUNT_TAG, id.value());
  }

  static Tag tag(TransferId id) {
    return new Tag(PaymentEvent.TRANSFER_TAG, id.value());
  }
}

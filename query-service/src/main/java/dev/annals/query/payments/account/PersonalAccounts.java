package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.PersonalField;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.privacy.PersonalReader.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and statements as their holders see them, made from what the rows hold: there, whatever
 * is personal is encrypted.
 */
final class PersonalAccounts {

  private static final String REFERENCE = "reference";

  private final PersonalReader personal;
  private final PersonalField owner;
  private final PersonalField deposited;
  private final PersonalField withdrawn;
  private final PersonalField transferred;

  PersonalAccounts(PersonalReader personal) {
    this.personal = personal;
    this.owner = personal.field(AccountOpened.TYPE, "owner");
    this.deposited = personal.field(MoneyDeposited.TYPE, REFERENCE);
    this.withdrawn = personal.field(MoneyWithdrawn.TYPE, REFERENCE);
    this.transferred = personal.field(MoneyTransferred.TYPE, REFERENCE);
  }

  /**
   * The account.
   *
   * @param asOf erasures up to here must count
   */
  AccountView account(AccountView stored, SequencePosition asOf) {
    return accounts(List.of(stored), asOf).getFirst();
  }

  List<AccountView> accounts(List<AccountView> stored, SequencePosition asOf) {
    return read(stored, asOf, this::ownerOf, PersonalAccounts::with);
  }

  List<StatementEntry> entries(
      AccountId account, List<StatementEntry> stored, SequencePosition asOf) {
    return read(stored, asOf, entry -> referenceOf(account, entry), PersonalAccounts::with);
  }

  private <T> List<T> read(
      List<T> rows,
      SequencePosition asOf,
      Function<T, Stored> text,
      BiFunction<T, @Nullable String, T> with) {
    var texts = personal.read(rows.stream().map(text).toList(), asOf);
    var views = new ArrayList<T>(rows.size());
    for (var i = 0; i < rows.size(); i++) {
      views.add(with.apply(rows.get(i), texts.get(i)));
    }
    return views;
  }

  private Stored ownerOf(AccountView account) {
    return new Stored(owner, account.accountId().value(), Objects.requireNonNull(account.owner()));
  }

  /** Of a transfer these are the words of the account that pays. */
  private Stored referenceOf(AccountId account, StatementEntry entry) {
    var reference = Objects.requireNonNull(entry.reference());
    return switch (entry.kind()) {
      case DEPOSIT -> new Stored(deposited, account.value(), reference);
      case WITHDRAWAL -> new Stored(withdrawn, account.value(), reference);
      case TRANSFER_OUT -> new Stored(transferred, account.value(), reference);
      case TRANSFER_IN ->
          new Stored(transferred, Objects.requireNonNull(entry.counterparty()).value(), reference);
    };
  }

  private static AccountView with(AccountView stored, @Nullable String owner) {
    return new AccountView(
        stored.accountId(),
        owner,
        stored.currency(),
        stored.overdraftLimit(),
        stored.balance(),
        stored.status(),
        stored.openedAt(),
        stored.position(),
        owner == null ? List.of("owner") : null);
  }

  private static StatementEntry with(StatementEntry stored, @Nullable String reference) {
    return new StatementEntry(
        stored.position(),
        stored.at(),
        stored.kind(),
        stored.amount(),
        stored.balanceAfter(),
        stored.currency(),
        stored.counterparty(),
        stored.transferId(),
        reference,
        reference == null ? List.of(REFERENCE) : null);
  }
}

package dev.annals.query.payments.account;

import static dev.annals.query.testing.PaymentLog.account;
import static dev.annals.query.testing.PaymentLog.closed;
import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.frozen;
import static dev.annals.query.testing.PaymentLog.history;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static dev.annals.query.testing.PaymentLog.unfrozen;
import static dev.annals.query.testing.PaymentLog.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.ReadDatabase;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountProjectionIT {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final ReadDatabase database = new ReadDatabase();
  private final AccountQueries queries = new AccountQueries(database.jdbc(), () -> {});

  @Test
  void the_view_is_what_happened() throws Exception {
    payments.append(opened("ann"), deposited("ann", 900), withdrawn("ann", 250));
    project();

    var answer = queries.account(account("ann"), AsOf.NOW);

    assertThat(answer.position()).isEqualTo(log.head());
    assertThat(answer.value())
        .isEqualTo(
            new There<>(
                new AccountView(
                    account("ann"),
                    "Owner of ann",
                    Currency.getInstance("EUR"),
                    500,
                    BigInteger.valueOf(650),
                    Status.OPEN,
                    PaymentLog.NOON.plusSeconds(1),
                    3,
                    null)));
  }

  @Test
  void the_status_follows_the_last_word_also_within_a_batch() throws Exception {
    payments.append(opened("ann"), opened("bob"), opened("cid"), frozen("ann"), frozen("bob"));
    payments.append(unfrozen("bob"), closed("cid"));
    project();
    assertThat(List.of(status("ann"), status("bob"), status("cid")))
        .containsExactly(Status.FROZEN, Status.OPEN, Status.CLOSED);

    payments.append(unfrozen("ann"), deposited("ann", 5), frozen("ann"));
    project();
    assertThat(status("ann")).isEqualTo(Status.FROZEN);
  }

  @Test
  void a_transfer_moves_money_between_accounts_of_one_batch() throws Exception {
    payments.append(opened("ann"), opened("bob"), deposited("ann", 900));
    payments.append(transferred("t1", "ann", "bob", 300), transferred("t2", "bob", "ann", 100));
    project();

    assertThat(balance("ann")).isEqualTo(700);
    assertThat(balance("bob")).isEqualTo(200);
  }

  @Test
  void one_batch_gives_the_same_rows_as_one_event_after_the_other() throws Exception {
    payments.append(history(12, 120));
    project();
    var slow = new ReadDatabase();
    slow.project(new AccountProjection(), log, 1);
    var mixed = new ReadDatabase();
    mixed.project(new AccountProjection(), log, 37, 3);

    for (var table :
        Map.of("account_view", 12, "account_status", 36, "statement_entry", 144).entrySet()) {
      var rows = slow.rows(table.getKey());
      assertThat(rows).as(table.getKey()).hasSize(table.getValue());
      assertThat(database.rows(table.getKey())).isEqualTo(rows);
      assertThat(mixed.rows(table.getKey())).isEqualTo(rows);
    }
  }

  @Test
  void balances_are_the_sums_of_what_happened() throws Exception {
    var history = history(20, 400);
    payments.append(history);
    project();

    var expected = new HashMap<String, Long>();
    history.forEach(event -> sum(event, expected));
    for (var account : queries.accounts(null, 100).value()) {
      assertThat(account.balance())
          .isEqualTo(BigInteger.valueOf(expected.getOrDefault(account.accountId().value(), -1L)));
    }
  }

  private static void sum(PaymentEvent payment, Map<String, Long> balances) {
    switch (payment) {
      case PaymentEvent.AccountOpened event -> balances.put(event.accountId().value(), 0L);
      case PaymentEvent.MoneyDeposited event ->
          balances.merge(event.accountId().value(), event.amount().minorUnits(), Long::sum);
      case PaymentEvent.MoneyWithdrawn event ->
          balances.merge(event.accountId().value(), -event.amount().minorUnits(), Long::sum);
      case PaymentEvent.MoneyTransferred event -> {
        balances.merge(event.debitAccountId().value(), -event.amount().minorUnits(), Long::sum);
        balances.merge(event.creditAccountId().value(), event.amount().minorUnits(), Long::sum);
      }
      case PaymentEvent.AccountFrozen _,
          PaymentEvent.AccountUnfrozen _,
          PaymentEvent.AccountClosed _ -> {}
    }
  }

  /** Whoever credits an account does not look at its balance, so there is no end to it. */
  @Test
  void a_balance_may_outgrow_every_amount() throws Exception {
    payments.append(opened("ann"), deposited("ann", Long.MAX_VALUE));
    project();
    payments.append(deposited("ann", Long.MAX_VALUE));
    project();
    payments.append(deposited("ann", 3));
    project();

    assertThat(exactBalance("ann")).isEqualTo(new BigInteger("18446744073709551617"));
  }

  @Test
  void an_event_for_an_account_never_opened_is_not_swallowed() {
    payments.append(opened("ann"), deposited("nobody", 5));

    assertThatIllegalStateException()
        .isThrownBy(() -> database.applyAll(new AccountProjection(), log))
        .withMessageContaining("nobody");
  }

  @Test
  void an_account_that_is_used_before_it_is_opened_is_not_passed_over() {
    payments.append(deposited("ann", 5), opened("ann"));

    assertThatIllegalStateException()
        .isThrownBy(() -> database.applyAll(new AccountProjection(), log))
        .withMessageContaining("ann is opened at position 2, and was used at 1");
  }

  @Test
  void an_account_that_does_not_exist_still_has_a_position() throws Exception {
    payments.append(opened("ann"));
    project();

    var answer = queries.account(account("nobody"), AsOf.NOW);

    assertThat(answer.value()).isInstanceOf(Nowhere.class);
    assertThat(answer.position().value()).isEqualTo(1);
  }

  @Test
  void every_statement_can_be_planned() throws Exception {
    project();
    var params = new HashMap<String, Object>();
    for (var texts : List.of("accountIds", "owners", "currencies", "statuses")) {
      params.put(texts, new String[] {"a"});
    }
    for (var instants : List.of("openedAt", "at")) {
      params.put(instants, new String[] {PaymentLog.NOON.toString()});
    }
    for (var numbers : List.of("overdraftLimits", "amounts", "positions")) {
      params.put(numbers, new long[] {1});
    }
    params.putAll(Map.of("accountId", "a", "after", "a", "limit", 1, "projection", "p"));
    params.putAll(Map.of("afterPosition", 1L, "position", 1L));

    assertThat(AccountSql.ALL)
        .allSatisfy(sql -> assertThat(database.plan(sql, params)).isNotEmpty());
    assertThat(AccountReadSql.ALL)
        .allSatisfy(sql -> assertThat(database.plan(sql, params)).isNotEmpty());
  }

  private void project() throws Exception {
    database.project(new AccountProjection(), log, 1_000);
  }

  private Status status(String id) {
    return found(id).status();
  }

  private long balance(String id) {
    return exactBalance(id).longValueExact();
  }

  private BigInteger exactBalance(String id) {
    return found(id).balance();
  }

  private AccountView found(String id) {
    return MissingAccount.require(account(id), queries.account(account(id), AsOf.NOW).value());
  }
}

package dev.annals.query.payments.account;

import static dev.annals.query.testing.PaymentLog.account;
import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.frozen;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static dev.annals.query.testing.PaymentLog.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.payments.TransferId;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.ReadDatabase;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatementProjectionIT {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final ReadDatabase database = new ReadDatabase();
  private final StatementQueries queries = new StatementQueries(database.jdbc(), () -> {});

  @Test
  void an_entry_says_what_moved_and_what_was_left() throws Exception {
    payments.append(opened("ann"), opened("bob"), deposited("ann", 900));
    payments.append(transferred("t1", "ann", "bob", 300));
    project();

    var eur = Currency.getInstance("EUR");
    var noon = PaymentLog.NOON;
    assertThat(entries("ann"))
        .containsExactly(
            new StatementEntry(
                3,
                noon.plusSeconds(3),
                Kind.DEPOSIT,
                900,
                BigInteger.valueOf(900),
                eur,
                null,
                null,
                "deposit",
                null),
            new StatementEntry(
                4,
                noon.plusSeconds(4),
                Kind.TRANSFER_OUT,
                -300,
                BigInteger.valueOf(600),
                eur,
                account("bob"),
                new TransferId("t1"),
                "transfer",
                null));
    assertThat(entries("bob"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.kind()).isEqualTo(Kind.TRANSFER_IN);
              assertThat(entry.amount()).isEqualTo(300);
              assertThat(entry.balanceAfter()).isEqualTo(BigInteger.valueOf(300));
              assertThat(entry.counterparty()).isEqualTo(account("ann"));
            });
  }

  @Test
  void the_balance_runs_through_a_batch_with_many_movements_of_one_account() throws Exception {
    var all = new ArrayList<PaymentEvent>(List.of(opened("ann"), opened("bob")));
    for (var i = 1; i <= 400; i++) {
      all.add(i % 4 == 0 ? transferred("t" + i, "ann", "bob", 2) : deposited("ann", 1));
    }
    payments.append(all);
    project();

    var balances = entries("ann").stream().map(StatementEntry::balanceAfter).toList();
    var amounts = entries("ann").stream().map(StatementEntry::amount).toList();
    assertThat(balances).hasSize(400).isEqualTo(runningSums(amounts));
    assertThat(entries("bob").stream().map(StatementEntry::balanceAfter))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 100).map(i -> 2 * i).mapToObj(BigInteger::valueOf).toList());
  }

  @Test
  void the_balance_carries_on_from_batch_to_batch() throws Exception {
    payments.append(opened("ann"), deposited("ann", 100));
    project();
    payments.append(withdrawn("ann", 30), deposited("ann", 5));
    project();

    assertThat(entries("ann").stream().map(StatementEntry::balanceAfter))
        .extracting(BigInteger::longValueExact)
        .containsExactly(100L, 70L, 75L);
  }

  /** Whoever credits an account does not look at its balance, so there is no end to it. */
  @Test
  void a_balance_may_outgrow_every_amount() throws Exception {
    payments.append(opened("ann"), deposited("ann", Long.MAX_VALUE));
    payments.append(deposited("ann", Long.MAX_VALUE));
    project();
    payments.append(deposited("ann", 3));
    project();

    assertThat(entries("ann").getLast().balanceAfter())
        .isEqualTo(new BigInteger("18446744073709551617"));
  }

  @Test
  void pages_follow_each_other() throws Exception {
    payments.append(opened("ann"), deposited("ann", 1), frozen("ann"), deposited("ann", 2));
    project();

    assertThat(page("ann", 0, 1)).extracting(StatementEntry::position).containsExactly(2L);
    assertThat(page("ann", 2, 9)).extracting(StatementEntry::position).containsExactly(4L);
    assertThat(page("ann", 4, 9)).isEmpty();
  }

  @Test
  void an_account_without_movements_has_an_empty_statement_and_an_unknown_one_has_none()
      throws Exception {
    payments.append(opened("ann"), frozen("ann"));
    project();

    var empty = queries.entries(account("ann"), SequencePosition.ORIGIN, AsOf.NOW, 10);
    assertThat(empty.value()).isEqualTo(new There<>(List.of()));
    assertThat(empty.position().value()).isEqualTo(2);
    var none = queries.entries(account("nobody"), SequencePosition.ORIGIN, AsOf.NOW, 10);
    assertThat(none.value()).isInstanceOf(Nowhere.class);
    assertThat(none.position().value()).isEqualTo(2);
  }

  @Test
  void a_movement_of_an_account_never_opened_is_not_swallowed() {
    payments.append(opened("ann"), transferred("t1", "ann", "nobody", 5));

    assertThatIllegalStateException()
        .isThrownBy(() -> database.applyAll(new AccountProjection(), log))
        .withMessageContaining("nobody");
  }

  private void project() throws Exception {
    database.project(new AccountProjection(), log, 1_000);
  }

  private List<StatementEntry> entries(String id) {
    return page(id, 0, 10_000);
  }

  private List<StatementEntry> page(String id, long after, int limit) {
    var found = queries.entries(account(id), SequencePosition.of(after), AsOf.NOW, limit);
    return MissingAccount.require(account(id), found.value());
  }

  private static List<BigInteger> runningSums(List<Long> amounts) {
    var sums = new ArrayList<BigInteger>();
    var sum = 0L;
    for (var amount : amounts) {
      sum += amount;
      sums.add(BigInteger.valueOf(sum));
    }
    return sums;
  }
}

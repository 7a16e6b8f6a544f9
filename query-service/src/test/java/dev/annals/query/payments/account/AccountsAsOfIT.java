package dev.annals.query.payments.account;

import static dev.annals.query.testing.PaymentLog.account;
import static dev.annals.query.testing.PaymentLog.closed;
import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.frozen;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static dev.annals.query.testing.PaymentLog.unfrozen;
import static dev.annals.query.testing.PaymentLog.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.ReadDatabase;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What accounts were at every moment of a history, compared with the plainest way to tell. */
class AccountsAsOfIT {

  private static final int ACCOUNTS = 6;
  private static final int EVENTS = 150;
  private static final int PAGE = 4;
  private static final Pattern BUFFERS = Pattern.compile("(?:hit|read)=([0-9]+)");

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final ReadDatabase database = new ReadDatabase();
  private SingleConnectionDataSource connection;
  private AccountQueries accounts;
  private StatementQueries statements;

  /** For thousands of questions. */
  @BeforeEach
  void connect() throws Exception {
    connection = new SingleConnectionDataSource(database.connect(), true);
    var jdbc = JdbcClient.create(connection);
    accounts = new AccountQueries(jdbc, () -> {});
    statements = new StatementQueries(jdbc, () -> {});
  }

  @AfterEach
  void disconnect() {
    connection.destroy();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_position_of_a_random_history_is_answered_as_it_was(long seed) throws Exception {
    var history = randomHistory(new SplittableRandom(seed));
    new PaymentLog(log).append(history);
    database.project(new AccountProjection(), log, 23, 2);

    var model = new AccountsModel();
    for (var position = 1; position <= history.size(); position++) {
      model.apply(history.get(position - 1), PaymentLog.NOON.plusSeconds(position), position);
      assertSame(new AsOf(SequencePosition.of(position)), model);
    }
    assertSame(AsOf.NOW, model);
  }

  private void assertSame(AsOf moment, AccountsModel model) {
    for (var i = 0; i < ACCOUNTS; i++) {
      var id = account("a" + i);
      assertThat(found(accounts.account(id, moment).value())).isEqualTo(model.account(id));
      assertThat(found(accounts.balance(id, moment).value())).isEqualTo(model.balance(id));
      assertThat(balancesAfter(id, moment)).isEqualTo(model.balancesAfter(id));
    }
  }

  /** From pages, which are of one moment, each of them. */
  private @Nullable List<BigInteger> balancesAfter(AccountId id, AsOf moment) {
    var all = new ArrayList<BigInteger>();
    var after = SequencePosition.ORIGIN;
    while (true) {
      var page = found(statements.entries(id, after, moment, PAGE).value());
      if (page == null) {
        return null;
      }
      page.stream().map(StatementEntry::balanceAfter).forEach(all::add);
      if (page.size() < PAGE) {
        return all;
      }
      after = SequencePosition.of(page.getLast().position());
    }
  }

  private static <T> @Nullable T found(Found<T> found) {
    return found instanceof Found.There<T>(var value) ? value : null;
  }

  @Test
  void what_came_later_is_told_from_what_never_was() throws Exception {
    new PaymentLog(log).append(opened("ann"), deposited("ann", 5), opened("bob"));
    database.project(new AccountProjection(), log, 100);
    var second = new AsOf(SequencePosition.of(2));

    assertThat(accounts.account(account("bob"), second).value()).isInstanceOf(Found.NotYet.class);
    assertThat(accounts.balance(account("bob"), second).value()).isInstanceOf(Found.NotYet.class);
    assertThat(statements.entries(account("bob"), SequencePosition.ORIGIN, second, 9).value())
        .isInstanceOf(Found.NotYet.class);
    assertThat(accounts.account(account("cid"), second).value()).isInstanceOf(Found.Nowhere.class);
    assertThat(accounts.account(account("ann"), second).position().value()).isEqualTo(3);
  }

  /** Counted in pages looked at, since time depends on the machine. */
  @Test
  void a_long_history_costs_no_more_than_a_short_one() throws Exception {
    new PaymentLog(log).append(opened("ann"), deposited("ann", 5));
    database.project(new AccountProjection(), log, 100);
    jdbc()
        .sql(
            """
            INSERT INTO statement_entry (
              account_id, position, at, kind, amount, balance_after, currency, reference)
            SELECT 'ann', position, now(), 'DEPOSIT', 1, position, 'EUR', ''
              FROM generate_series(3, 200000) AS position
            """)
        .update();
    jdbc().sql("ANALYZE payments_account_v2.statement_entry").update();

    for (var position : new long[] {2, 3, 100_000, 199_999, Long.MAX_VALUE}) {
      for (var sql :
          List.of(
              AccountReadSql.SELECT_PAST_ACCOUNT,
              AccountReadSql.SELECT_BALANCE,
              AccountReadSql.SELECT_ENTRIES)) {
        assertThat(pagesRead(sql, position)).as("%s at %d", sql, position).isBetween(3, 40);
      }
    }
  }

  private int pagesRead(String sql, long position) {
    var plan =
        jdbc()
            .sql("EXPLAIN (ANALYZE, BUFFERS) " + sql)
            .param("accountId", "ann")
            .param("projection", AccountProjection.ID.name())
            .param("position", position)
            .param("afterPosition", 0)
            .param("limit", 50)
            .query(String.class)
            .list();
    var buffers = plan.stream().filter(line -> line.contains("Buffers:")).findFirst().orElseThrow();
    return BUFFERS
        .matcher(buffers)
        .results()
        .mapToInt(pages -> Integer.parseInt(pages.group(1)))
        .sum();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }

  @Test
  void the_tables_tell_what_they_held_at_any_position() throws Exception {
    var history = randomHistory(new SplittableRandom(4));
    new PaymentLog(log).append(history);
    database.project(new AccountProjection(), log, 23);

    for (var position = 20L; position <= EVENTS; position += 37) {
      var then = new ReadDatabase();
      then.project(new AccountProjection(), logUpTo(position), 1_000);
      for (var table : new AccountProjection().pastTables()) {
        assertThat(database.rowsAt(table, position))
            .as("%s at %d", table.name(), position)
            .isNotEmpty()
            .isEqualTo(then.rows(table.name()));
      }
    }
  }

  private EventReader logUpTo(long position) {
    var shorter = new InMemoryEventLog(Clock.systemUTC());
    log.read(EventQuery.all(), SequencePosition.ORIGIN, (int) position)
        .forEach(event -> shorter.append(List.of(event.event()), AppendCondition.none()).join());
    return shorter;
  }

  private static List<PaymentEvent> randomHistory(SplittableRandom random) {
    var history = new ArrayList<PaymentEvent>();
    var open = 0;
    for (var i = 0; i < EVENTS; i++) {
      if (open < 2 || (open < ACCOUNTS && random.nextInt(20) == 0)) {
        history.add(opened("a" + open++));
        continue;
      }
      var number = random.nextInt(open);
      var one = "a" + number;
      var other = "a" + (number + 1 + random.nextInt(open - 1)) % open;
      var amount = random.nextLong(1, 1_000);
      history.add(
          switch (random.nextInt(8)) {
            case 0, 1 -> deposited(one, amount);
            case 2 -> withdrawn(one, amount);
            case 3 -> frozen(one);
            case 4 -> unfrozen(one);
            case 5 -> random.nextInt(4) == 0 ? closed(one) : unfrozen(one);
            default -> transferred("t" + i, one, other, amount);
          });
    }
    return history;
  }
}

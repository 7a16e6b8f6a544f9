package dev.annals.query.payments.transfer;

import static dev.annals.query.testing.PaymentLog.account;
import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.history;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.payments.TransferView;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.ReadDatabase;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Projected;
import java.time.Clock;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferProjectionIT {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final ReadDatabase database = new ReadDatabase();
  private final TransferQueries queries = new TransferQueries(database.jdbc());

  @Test
  void the_view_is_what_was_transferred() throws Exception {
    payments.append(opened("ann"), opened("bob"), transferred("t1", "ann", "bob", 300));
    payments.append(deposited("bob", 1));
    database.project(new TransferProjection(), log, 1_000);

    var answer = transfer("t1", AsOf.NOW);

    assertThat(answer.position().value()).isEqualTo(4);
    assertThat(answer.value())
        .isEqualTo(
            new There<>(
                new TransferView(
                    new TransferId("t1"),
                    account("ann"),
                    account("bob"),
                    300,
                    Currency.getInstance("EUR"),
                    "transfer",
                    PaymentLog.NOON.plusSeconds(3),
                    3,
                    null)));
    assertThat(transfer("t2", AsOf.NOW).value()).isInstanceOf(Nowhere.class);
    assertThat(transfer("t2", AsOf.NOW).position().value()).isEqualTo(4);
  }

  @Test
  void before_it_was_made_there_was_no_transfer() throws Exception {
    payments.append(opened("ann"), opened("bob"), transferred("t1", "ann", "bob", 300));
    database.project(new TransferProjection(), log, 1_000);

    assertThat(transfer("t1", new AsOf(SequencePosition.of(2))).value()).isInstanceOf(NotYet.class);
    assertThat(transfer("t1", new AsOf(SequencePosition.of(3))).value()).isInstanceOf(There.class);
    assertThat(transfer("t2", new AsOf(SequencePosition.of(3))).value())
        .isInstanceOf(Nowhere.class);
  }

  private Projected<Found<TransferView>> transfer(String id, AsOf moment) {
    return queries.transfer(new TransferId(id), moment);
  }

  @Test
  void one_batch_gives_the_same_rows_as_one_event_after_the_other() throws Exception {
    payments.append(history(12, 120));
    database.project(new TransferProjection(), log, 1_000);
    var slow = new ReadDatabase();
    slow.project(new TransferProjection(), log, 1);

    assertThat(database.rows("transfer_view")).hasSize(48).isEqualTo(slow.rows("transfer_view"));
  }

  @Test
  void every_statement_can_be_planned() throws Exception {
    database.project(new TransferProjection(), log, 10);
    var params = new HashMap<String, Object>();
    for (var texts :
        List.of("transferIds", "debitAccountIds", "creditAccountIds", "currencies", "references")) {
      params.put(texts, new String[] {"a"});
    }
    params.put("at", new String[] {PaymentLog.NOON.toString()});
    params.put("amounts", new long[] {1});
    params.put("positions", new long[] {1});
    params.putAll(Map.of("transferId", "t", "projection", "p", "position", 1));

    assertThat(TransferSql.ALL)
        .allSatisfy(sql -> assertThat(database.plan(sql, params)).isNotEmpty());
  }
}

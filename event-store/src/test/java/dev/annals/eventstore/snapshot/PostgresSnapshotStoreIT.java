package dev.annals.eventstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.TestLog;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresSnapshotStoreIT extends SnapshotStoreContract {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\?");

  private final TestLog log = TestLog.create();

  @Override
  SnapshotStore openStore() {
    return new PostgresSnapshotStore(log.writer());
  }

  @Test
  void every_statement_can_be_planned() throws SQLException {
    try (var connection = DriverManager.getConnection(url(), user(log.writer()), password());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + log.writer().schema());
      for (var sql : SnapshotSql.ALL) {
        statement.execute("PREPARE planned AS " + numbered(sql));
        statement.execute("DEALLOCATE planned");
      }
    }
  }

  @Test
  void whoever_only_reads_the_log_has_no_business_with_snapshots() {
    try (var store = new PostgresSnapshotStore(log.reader())) {
      assertThatThrownBy(() -> store.find(new FoldKey("test.sum", "ann")))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void a_log_that_is_away_is_an_ordinary_failure() {
    var nowhere =
        new LogConnection("jdbc:postgresql://127.0.0.1:1/none", "nobody", "", "annals_log");
    try (var store = new PostgresSnapshotStore(nowhere)) {
      assertThatThrownBy(() -> store.find(new FoldKey("test.sum", "ann")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void processes_that_save_the_same_in_different_orders_do_not_block_each_other() throws Exception {
    var ordered = IntStream.range(0, 64).mapToObj(i -> snapshot("id" + i)).toList();
    try (var one = openStore();
        var other = openStore();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var saves =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () -> {
                            (i % 2 == 0 ? one : other)
                                .save(i % 3 == 0 ? ordered.reversed() : ordered);
                            return true;
                          })
              .toList();
      for (var save : threads.invokeAll(saves)) {
        assertThat(save.get()).isTrue();
      }
    }
  }

  private static Snapshot snapshot(String id) {
    return new Snapshot(new FoldKey("test.sum", id), 1, SequencePosition.of(1), "{}");
  }

  private String url() {
    return log.writer().url();
  }

  private static String user(LogConnection connection) {
    return connection.user();
  }

  private String password() {
    return log.writer().password();
  }

  private static String numbered(String sql) {
    var number = new AtomicInteger();
    return PLACEHOLDER.matcher(sql).replaceAll(_ -> "\\$" + number.incrementAndGet());
  }
}

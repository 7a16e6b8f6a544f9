package dev.annals.eventstore.privacy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeyState;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The key store as the services use it, each with its own role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubjectKeyStoreIT {

  private static final int SUBJECTS = 20;
  private static final int PROCESSES = 4;

  private final SecureRandom random = new SecureRandom();
  private TestKeys keys;

  @BeforeAll
  void create() {
    var owner = TestLog.create().owner();
    keys = TestKeys.in(owner.url(), owner.user(), owner.password());
  }

  @Test
  void all_who_meet_a_new_subject_at_once_agree_on_one_key() throws Exception {
    var stores = new ArrayList<PostgresSubjectKeyStore>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, PROCESSES).forEach(_ -> stores.add(creator(given())));
      for (var i = 0; i < SUBJECTS; i++) {
        var subject = "new-" + i;
        var start = new CyclicBarrier(PROCESSES * 2);
        var prints = new ArrayList<Future<String>>();
        for (var call = 0; call < PROCESSES * 2; call++) {
          var store = stores.get(call % PROCESSES);
          prints.add(
              threads.submit(
                  () -> {
                    start.await();
                    return print(store.findOrCreate(subject));
                  }));
        }
        var distinct = new HashSet<String>();
        for (var each : prints) {
          distinct.add(each.get());
        }
        assertThat(distinct).hasSize(1);
      }
    } finally {
      stores.forEach(PostgresSubjectKeyStore::close);
    }
  }

  @Test
  void an_erased_subject_never_has_a_key_again() throws Exception {
    try (var store = creator(given());
        var keeper = new PostgresKeyKeeper(keys.keeper())) {
      store.findOrCreate("ann");
      keeper.erase(List.of("ann", "never-seen", "ann"));
      keeper.erase(List.of("ann"));

      assertThat(store.findOrCreate("ann")).isInstanceOf(Erased.class);
      assertThat(store.findOrCreate("never-seen")).isInstanceOf(Erased.class);
      assertThat(store.find(Set.of("ann", "unknown"))).containsOnlyKeys("ann");
    }
    for (var statement :
        List.of(
            "UPDATE annals_keys.subject_key SET erased_at = NULL, wrapped_key = '', key_encryption_key = (SELECT min(id) FROM annals_keys.key_encryption_key) WHERE subject = 'ann'",
            "DELETE FROM annals_keys.subject_key WHERE subject = 'ann'")) {
      assertThatThrownBy(() -> execute(keys.owner(), statement))
          .hasMessageContaining("of an erased subject is refused");
    }
  }

  @Test
  void only_the_keeper_destroys_and_nobody_reads_who_need_not() {
    for (var statement :
        List.of(
            "UPDATE annals_keys.subject_key SET wrapped_key = NULL",
            "DELETE FROM annals_keys.subject_key",
            "DELETE FROM annals_keys.key_encryption_key",
            "INSERT INTO annals_keys.subject_key (subject, erased_at) VALUES ('x', now())")) {
      assertThatThrownBy(() -> execute(keys.creator(), statement))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> execute(keys.reader(), statement))
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () -> execute(keys.reader(), "INSERT INTO annals_keys.key_encryption_key VALUES ('x')"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void a_rotation_leaves_every_key_as_it_is_and_the_former_wrapping_useless() {
    var owner = TestLog.create().owner();
    var store = TestKeys.in(owner.url(), owner.user(), owner.password());
    var former = KeyEncryptionKeys.of(store.keyEncryptionKey());
    var newer = KeyEncryptionKey.draw(random);
    var both = KeyEncryptionKeys.of(store.keyEncryptionKey() + "," + newer.text());
    var newOnly = KeyEncryptionKeys.of(newer.text());
    try (var before = new PostgresSubjectKeyStore(store.creator(), former, random);
        var meanwhile = new PostgresSubjectKeyStore(store.reader(), both, random);
        var after = new PostgresSubjectKeyStore(store.creator(), newOnly, random);
        var keeper = new PostgresKeyKeeper(store.keeper())) {
      var print = print(before.findOrCreate("ann"));
      before.findOrCreate("bob");
      keeper.erase(List.of("bob"));
      assertThatThrownBy(() -> after.find(Set.of("ann")))
          .isInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining(former.newest().id());
      assertThatThrownBy(after::check).isInstanceOf(KeysUnavailableException.class);
      assertThatThrownBy(() -> keeper.retireOthers(newer))
          .isInstanceOf(KeysUnavailableException.class);

      assertThat(keeper.rewrap(both, random, _ -> {})).isEqualTo(1);
      assertThat(keeper.rewrap(both, random, _ -> {})).isZero();
      assertThat(print(meanwhile.findOrCreate("ann"))).isEqualTo(print);
      // Who has not noticed yet still wraps with the former one, and is not lost.
      var late = print(before.findOrCreate("late"));
      assertThatThrownBy(() -> keeper.retireOthers(newer))
          .isInstanceOf(KeysUnavailableException.class);
      assertThat(keeper.rewrap(both, random, _ -> {})).isEqualTo(1);
      keeper.retireOthers(newer);

      after.check();
      assertThat(print(after.findOrCreate("ann"))).isEqualTo(print);
      assertThat(print(after.findOrCreate("late"))).isEqualTo(late);
      assertThat(after.findOrCreate("bob")).isInstanceOf(Erased.class);
    }
  }

  @Test
  void a_store_that_does_not_answer_says_so_and_erases_nothing() {
    var nowhere =
        new KeyStoreConnection("jdbc:postgresql://localhost:1/none", "x", "x", "annals_keys");
    try (var store = new PostgresSubjectKeyStore(nowhere, given(), random)) {
      assertThatThrownBy(() -> store.find(Set.of("ann")))
          .isInstanceOf(KeysUnavailableException.class);
      // And does not let everybody wait for it.
      assertThatThrownBy(() -> store.find(Set.of("ann")))
          .isInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining("not asked again yet");
    }
  }

  @Test
  void a_store_that_comes_back_is_used_again() throws Exception {
    var late =
        new KeyStoreConnection(keys.owner().url(), "comes_late", "secret", keys.owner().schema());
    try (var store = new PostgresSubjectKeyStore(late, given(), random)) {
      assertThatThrownBy(() -> store.find(Set.of("ann")))
          .isInstanceOf(KeysUnavailableException.class);

      execute(keys.owner(), "CREATE ROLE comes_late LOGIN PASSWORD 'secret'");
      KeySchema.grantReader(keys.owner(), late.user());

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(KeysUnavailableException.class)
          .until(() -> store.find(Set.of("nobody")).isEmpty());
      assertThat(store.find(Set.of("nobody"))).isEmpty();
    }
  }

  @Test
  void of_several_first_key_encryption_keys_one_counts() throws Exception {
    var owner = TestLog.create().owner();
    var store = TestKeys.in(owner.url(), owner.user(), owner.password());
    var start = new CyclicBarrier(PROCESSES);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var registered = new ArrayList<Future<Boolean>>();
      for (var i = 0; i < PROCESSES; i++) {
        var own = KeyEncryptionKeys.of(KeyEncryptionKey.draw(random).text());
        registered.add(
            threads.submit(
                () -> {
                  try (var process = new PostgresSubjectKeyStore(store.creator(), own, random)) {
                    start.await();
                    process.registerFirst();
                    return isAccepted(process);
                  }
                }));
      }
      var accepted = 0;
      for (var each : registered) {
        accepted += each.get() ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(1);
    }
  }

  private static boolean isAccepted(PostgresSubjectKeyStore process) {
    try {
      process.check();
      return true;
    } catch (KeysUnavailableException _) {
      return false;
    }
  }

  @Test
  void every_statement_can_be_planned() throws SQLException {
    for (var sql : SubjectKeySql.ALL) {
      var prepare = "PREPARE planned AS " + numbered(sql);
      execute(keys.owner(), "SET search_path = annals_keys; " + prepare);
    }
  }

  private static String numbered(String sql) {
    var parts = sql.split("\\?", -1);
    var numbered = new StringBuilder(parts[0]);
    for (var i = 1; i < parts.length; i++) {
      numbered.append('$').append(i).append(parts[i]);
    }
    return numbered.toString();
  }

  private KeyEncryptionKeys given() {
    return KeyEncryptionKeys.of(keys.keyEncryptionKey());
  }

  private PostgresSubjectKeyStore creator(KeyEncryptionKeys given) {
    return new PostgresSubjectKeyStore(keys.creator(), given, random);
  }

  /** The same for the same key. */
  private static String print(KeyState state) {
    return state instanceof Held(var key) ? key.fingerprint("") : state.toString();
  }

  private static void execute(KeyStoreConnection as, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(as.url(), as.user(), as.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

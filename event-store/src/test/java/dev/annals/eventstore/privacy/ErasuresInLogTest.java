package dev.annals.eventstore.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.ForwardingEventLog;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.KeyState.None;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the two do that read erasures in the log, one to carry them out and one to know of them. */
class ErasuresInLogTest {

  private static final ErasureEvents EVENTS = new ErasureEvents("t.Erased", "subject");
  private static final Duration LONG = Duration.ofHours(1);

  private final TestEvents events = new TestEvents();
  private final UncertainLog log = new UncertainLog(new InMemoryEventLog(Clock.systemUTC()));
  private final UncertainKeeper store = new UncertainKeeper();
  private final SubjectKeys keys = keys(LONG);
  private final ErasureCompletion completion = new ErasureCompletion(log, EVENTS, store, keys);
  private final FollowedErasures followed = new FollowedErasures(log, EVENTS, keys);

  @AfterEach
  void close() {
    completion.close();
    followed.close();
    log.close();
  }

  @Test
  void erasures_from_before_the_start_and_later_ones_are_carried_out() {
    keys.forWriting("ann");
    keys.forWriting("bob");
    keys.forWriting("carl");
    erasureOf("ann");

    completion.start();

    await().untilAsserted(() -> assertThat(stored("ann")).isInstanceOf(Erased.class));
    erasureOf("bob");
    await().untilAsserted(() -> assertThat(stored("bob")).isInstanceOf(Erased.class));
    assertThat(stored("carl")).isInstanceOf(Held.class);
    assertThat(completion.trouble()).isNull();
  }

  @Test
  void what_could_not_be_carried_out_is_told_and_made_up_for() {
    keys.forWriting("ann");
    store.answers = false;
    erasureOf("ann");

    completion.start();

    await().untilAsserted(() -> assertThat(completion.trouble()).contains("not now"));
    assertThat(keys.forWriting("ann")).isInstanceOf(Erased.class);
    assertThat(stored("ann")).isInstanceOf(Held.class);
    assertThatThrownBy(() -> completion.complete("ann"))
        .isInstanceOf(KeysUnavailableException.class);
    store.answers = true;
    await().untilAsserted(() -> assertThat(stored("ann")).isInstanceOf(Erased.class));
    await().untilAsserted(() -> assertThat(completion.trouble()).isNull());
  }

  @Test
  void who_cannot_carry_out_an_erasure_still_hears_of_the_log() {
    var patient = keys(Duration.ofSeconds(4));
    var hearing = new ErasureCompletion(log, EVENTS, store, patient);
    try {
      store.answers = false;
      erasureOf("bob");
      patient.forWriting("ann");
      hearing.start();

      await()
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(isKept(patient)).isTrue());
      assertThat(hearing.trouble()).contains("not now");

      log.answers = false;
      await().untilAsserted(() -> assertThat(isKept(patient)).isFalse());
    } finally {
      hearing.close();
    }
  }

  /**
   * After a failover that lost commits: where there was something else, there is an erasure now.
   */
  @Test
  void a_log_that_was_set_back_is_gone_over_again() {
    keys.forWriting("ann");
    erasureOf("bob");
    erasureOf("carl");
    completion.start();
    followed.start();
    await().untilAsserted(() -> assertThat(stored("carl")).isInstanceOf(Erased.class));

    log.setBack();
    erasureOf("ann");

    await().untilAsserted(() -> assertThat(stored("ann")).isInstanceOf(Erased.class));
    await().untilAsserted(() -> assertThat(followed.trouble()).isNull());
  }

  @Test
  void whoever_follows_knows_of_erasures_from_before_the_start_and_of_later_ones() {
    keys.forWriting("ann");
    keys.forWriting("bob");
    erasureOf("ann");

    followed.start();

    await().untilAsserted(() -> assertThat(read("ann", 1)).isInstanceOf(Erased.class));
    assertThat(read("bob", 1)).isInstanceOf(Held.class);
    var position = erasureOf("bob");
    assertThat(read("bob", position)).isInstanceOf(Erased.class);
  }

  @Test
  void whoever_is_cut_off_from_the_log_says_so_and_trusts_the_store_only() {
    var patient = keys(Duration.ofSeconds(2));
    var cutOff = new FollowedErasures(log, EVENTS, patient);
    try {
      patient.forWriting("ann");
      cutOff.start();
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(isKept(patient)).isTrue());

      log.answers = false;

      await().untilAsserted(() -> assertThat(cutOff.trouble()).contains("gone"));
      await().untilAsserted(() -> assertThat(isKept(patient)).isFalse());
      log.answers = true;
      await().untilAsserted(() -> assertThat(isKept(patient)).isTrue());
      assertThat(cutOff.trouble()).isNull();
    } finally {
      cutOff.close();
    }
  }

  /** Whether the key is in memory: it is not asked of the store. */
  private boolean isKept(SubjectKeys asked) {
    var before = store.finds.get();
    asked.forReading(List.of("ann"), SequencePosition.ORIGIN);
    return store.finds.get() == before;
  }

  private SubjectKeys keys(Duration outOfTouchMax) {
    return new SubjectKeys(store, 100, _ -> false, Duration.ofSeconds(5), outOfTouchMax);
  }

  private KeyState read(String subject, long position) {
    return keys.forReading(List.of(subject), SequencePosition.of(position))
        .getOrDefault(subject, new None());
  }

  private KeyState stored(String subject) {
    return store.find(Set.of(subject)).getOrDefault(subject, new None());
  }

  private long erasureOf(String subject) {
    var erasure = events.of(EVENTS.type(), Tag.of(EVENTS.tagKey(), subject));
    var result = log.append(List.of(erasure), AppendCondition.none()).join();
    return ((Appended) result).last().value();
  }

  /** Its head cannot be told when it does not answer; it can become an empty one. */
  private static final class UncertainLog extends ForwardingEventLog {

    private volatile boolean answers = true;
    private volatile EventLog now;

    private UncertainLog(EventLog log) {
      super(log);
      now = log;
    }

    void setBack() {
      now = new InMemoryEventLog(Clock.systemUTC());
    }

    @Override
    public CompletableFuture<AppendResult> append(
        List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
      return now.append(events, condition, idempotency);
    }

    @Override
    public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
      return now.read(query, after, max);
    }

    @Override
    public EventSubscription subscribe(SequencePosition after) {
      return now.subscribe(after);
    }

    @Override
    public SequencePosition head() {
      if (!answers) {
        throw new EventLogException.Unavailable("gone", null);
      }
      return now.head();
    }
  }

  private static final class UncertainKeeper implements SubjectKeyStore, KeyKeeper {

    private final InMemorySubjectKeyStore keys = new InMemorySubjectKeyStore();
    private volatile boolean answers = true;
    private final AtomicInteger finds = new AtomicInteger();

    @Override
    public Map<String, KeyState> find(Set<String> subjects) {
      finds.incrementAndGet();
      return keys.find(subjects);
    }

    @Override
    public KeyState findOrCreate(String subject) {
      return keys.findOrCreate(subject);
    }

    @Override
    public void erase(Collection<String> subjects) {
      if (!answers) {
        throw new KeysUnavailableException("not now", null);
      }
      keys.erase(subjects);
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
  }
}

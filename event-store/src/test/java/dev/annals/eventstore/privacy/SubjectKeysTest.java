package dev.annals.eventstore.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.KeyState.None;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SubjectKeysTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final SequencePosition ORIGIN = SequencePosition.ORIGIN;
  private static final SequencePosition LATER = SequencePosition.of(7);

  private final CountingStore store = new CountingStore();
  private final Set<String> withTexts = new HashSet<>();
  private final SubjectKeys keys = new SubjectKeys(store, 100, withTexts::contains);

  @Test
  void a_key_in_use_is_looked_up_once() {
    var made = keys.forWriting("ann");

    assertThat(keys.forWriting("ann")).isSameAs(made).isInstanceOf(Held.class);
    assertThat(keys.forReading(List.of("ann", "ann"), ORIGIN)).isEqualTo(Map.of("ann", made));
    assertThat(store.finds).isEqualTo(1);
    assertThat(store.creations).isEqualTo(1);
  }

  @Test
  void a_subject_whose_key_the_store_has_lost_is_not_given_another_one() {
    withTexts.add("ann");

    for (var attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> keys.forWriting("ann"))
          .isInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining("no key of subject ann")
          .hasMessageContaining("was it set back?");
    }
    assertThat(store.creations).isZero();

    var restored = store.findOrCreate("ann");
    assertThat(keys.forWriting("ann")).isEqualTo(restored);
    assertThat(keys.forWriting("bob")).isInstanceOf(Held.class);
  }

  @Test
  void a_key_that_somebody_else_has_just_made_is_not_taken_for_lost() {
    withTexts.add("ann");
    store.meanwhile = () -> store.findOrCreate("ann");

    assertThat(keys.forWriting("ann")).isInstanceOf(Held.class);
  }

  @Test
  void who_is_erased_while_a_key_is_made_gets_none() {
    store.afterCreation = () -> keys.erased("ann");

    assertThat(keys.forWriting("ann")).isInstanceOf(Erased.class);
  }

  @Test
  void who_has_not_heard_of_the_log_for_long_asks_the_store_for_every_key() {
    var cutOff = new SubjectKeys(store, 100, _ -> false, Duration.ofSeconds(1), Duration.ZERO);
    cutOff.forWriting("ann");
    store.erase("ann");

    assertThat(cutOff.forReading(List.of("ann"), ORIGIN).get("ann")).isInstanceOf(Erased.class);
    assertThat(cutOff.trouble()).contains("nothing was heard of the log");
    assertThat(keys.trouble()).isNull();

    keys.forWriting("bob");
    store.erase("bob");
    assertThat(keys.forReading(List.of("bob"), ORIGIN).get("bob")).isInstanceOf(Held.class);
    keys.inTouch(System.nanoTime() - Duration.ofMinutes(1).toNanos());
    assertThat(keys.forReading(List.of("bob"), ORIGIN).get("bob")).isInstanceOf(Erased.class);
  }

  @Test
  void subjects_without_a_key_get_one_when_they_need_it() {
    assertThat(keys.forReading(List.of("ann"), ORIGIN).get("ann")).isInstanceOf(None.class);
    assertThat(keys.forWriting("ann")).isInstanceOf(Held.class);
    assertThat(keys.forReading(List.of("ann"), ORIGIN).get("ann")).isInstanceOf(Held.class);
  }

  @Test
  void an_erasure_that_the_log_tells_counts_before_the_key_is_destroyed() {
    keys.forWriting("ann");

    keys.erased("ann");

    assertThat(keys.forWriting("ann")).isInstanceOf(Erased.class);
    assertThat(keys.forReading(List.of("ann"), ORIGIN).get("ann")).isInstanceOf(Erased.class);
    assertThat(keys.lookAgain("ann")).isInstanceOf(Erased.class);
  }

  @Test
  void a_key_that_was_looked_up_while_it_was_erased_is_not_kept() {
    store.findOrCreate("ann");
    store.meanwhile = () -> keys.erased("ann");

    assertThat(keys.forReading(List.of("ann"), ORIGIN).get("ann")).isInstanceOf(Erased.class);
  }

  @Test
  void whoever_must_not_miss_an_erasure_waits_for_it() throws Exception {
    keys.forWriting("ann");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var read = threads.submit(() -> keys.forReading(List.of("ann"), LATER).get("ann"));
      keys.erased("ann");
      keys.followed(LATER);

      assertThat(read.get()).isInstanceOf(Erased.class);
    }
    var impatient = new SubjectKeys(store, 100, _ -> false, Duration.ofMillis(1), LONG);
    impatient.followed(LATER);
    assertThatThrownBy(() -> impatient.forReading(Set.of("ann"), SequencePosition.of(8)))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("up to position 7, and not up to 8");
  }

  @Test
  void the_oldest_of_the_latest_erasures_are_forgotten_first() {
    var few = new LatestErasures(2);

    List.of("a", "b", "b", "c").forEach(few::add);

    assertThat(few.contains("a")).isFalse();
    assertThat(few.contains("b")).isTrue();
    assertThat(few.contains("c")).isTrue();
  }

  private static final class CountingStore implements SubjectKeyStore {

    private final InMemorySubjectKeyStore keys = new InMemorySubjectKeyStore();
    private int finds;
    private int creations;
    private Runnable meanwhile = () -> {};
    private Runnable afterCreation = () -> {};

    @Override
    public Map<String, KeyState> find(Set<String> subjects) {
      finds++;
      var found = keys.find(subjects);
      meanwhile.run();
      return found;
    }

    @Override
    public KeyState findOrCreate(String subject) {
      creations++;
      var state = keys.findOrCreate(subject);
      afterCreation.run();
      return state;
    }

    private void erase(String subject) {
      keys.erase(List.of(subject));
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
  }
}

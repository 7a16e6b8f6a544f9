package dev.annals.eventstore.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.None;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys of subjects, with the last used ones in memory. Thread-safe.
 *
 * <p>What is in memory must not outlive an erasure. So somebody follows the erasures of the log and
 * says so here, {@link #erased} and {@link #followed}; whoever must not miss an erasure up to some
 * position waits until they were followed that far. The store itself lags behind the log for the
 * moment between an erasure's event and the destruction of its key: the latest erasures are
 * remembered beyond that.
 */
public final class SubjectKeys {

  private static final Erased ERASED = new Erased();
  private static final None NONE = new None();

  /** What nobody asks for leaves the memory by itself. */
  private static final Duration KEPT_MAX = Duration.ofMinutes(10);

  /** Whoever has not heard of the log for so long asks the store for every key. */
  private static final Duration OUT_OF_TOUCH_MAX = Duration.ofSeconds(10);

  /** Views follow the log as well, and a read has waited for its view already. */
  private static final Duration FOLLOWED_WAIT_MAX = Duration.ofSeconds(2);

  /** Of one look into the store. */
  private static final int LOOK_MAX = 1_000;

  private final SubjectKeyStore store;
  private final Cache<String, KeyState> cache;
  private final LatestErasures latest;
  private final Predicate<String> hasTexts;
  private final Duration followedWaitMax;
  private final Duration outOfTouchMax;
  private final AtomicLong erasures = new AtomicLong();
  private volatile long inTouchNanos = System.nanoTime();

  /**
   * Keys from a store.
   *
   * @param keptMax subjects whose keys are kept in memory
   * @param hasTexts whether there are texts that a key of the subject encrypted: then it is not
   *     given another one, even if the store knows of none
   */
  public SubjectKeys(SubjectKeyStore store, int keptMax, Predicate<String> hasTexts) {
    this(store, keptMax, hasTexts, FOLLOWED_WAIT_MAX, OUT_OF_TOUCH_MAX);
  }

  SubjectKeys(
      SubjectKeyStore store,
      int keptMax,
      Predicate<String> hasTexts,
      Duration followedWaitMax,
      Duration outOfTouchMax) {
    this.store = store;
    this.hasTexts = hasTexts;
    this.followedWaitMax = followedWaitMax;
    this.outOfTouchMax = outOfTouchMax;
    this.cache = Caffeine.newBuilder().maximumSize(keptMax).expireAfterWrite(KEPT_MAX).build();
    this.latest = new LatestErasures(keptMax);
  }

  /**
   * To encrypt with: the subject's key, made if there was none.
   *
   * @return never {@link None}
   * @throws KeysUnavailableException also if its texts were encrypted with a key that the store has
   *     lost: a second one would hide that
   */
  public KeyState forWriting(String subject) {
    var known = inMemory(subject);
    if (known == null || known instanceof None) {
      known = lookAgain(subject);
    }
    if (known instanceof None && hasTexts.test(subject)) {
      // Somebody else may have made the first key since, and stored a text.
      known = lookAgain(subject);
      if (known instanceof None) {
        throw lost(subject);
      }
    }
    return known instanceof None ? created(subject) : known;
  }

  private KeyState created(String subject) {
    var before = erasures.get();
    var created = store.findOrCreate(subject);
    keep(Map.of(subject, created), before);
    return latest.contains(subject) ? ERASED : created;
  }

  /** For a subject with texts and without a key. */
  static KeysUnavailableException lost(String subject) {
    return new KeysUnavailableException(
        "The key store has no key of subject %s, whose texts were encrypted with one; was it set back?"
            .formatted(subject),
        null);
  }

  /**
   * To decrypt with, for each of the subjects.
   *
   * @param asOf erasures up to here must count
   */
  Map<String, KeyState> forReading(Collection<String> subjects, SequencePosition asOf) {
    if (!latest.awaitFollowed(asOf, followedWaitMax)) {
      throw new KeysUnavailableException(
          "Erasures are known up to position %s, and not up to %s"
              .formatted(latest.followed(), asOf),
          null);
    }
    var found = new HashMap<String, KeyState>();
    var missing = new HashSet<String>();
    for (var subject : subjects) {
      var known = inMemory(subject);
      if (known == null) {
        missing.add(subject);
      } else {
        found.put(subject, known);
      }
      if (missing.size() == LOOK_MAX) {
        found.putAll(look(missing));
        missing.clear();
      }
    }
    if (!missing.isEmpty()) {
      found.putAll(look(missing));
    }
    return found;
  }

  /** As it is in the store now, whatever is in memory. */
  KeyState lookAgain(String subject) {
    return look(Set.of(subject)).getOrDefault(subject, NONE);
  }

  private Map<String, KeyState> look(Set<String> subjects) {
    var before = erasures.get();
    var found = new HashMap<>(store.find(Set.copyOf(subjects)));
    for (var subject : subjects) {
      found.putIfAbsent(subject, NONE);
    }
    keep(found, before);
    found.replaceAll((subject, state) -> latest.contains(subject) ? ERASED : state);
    return found;
  }

  private @Nullable KeyState inMemory(String subject) {
    if (latest.contains(subject)) {
      return ERASED;
    }
    return isInTouch() ? cache.getIfPresent(subject) : null;
  }

  /** Why no key in memory is trusted right now; null if all are. */
  public @Nullable String trouble() {
    return isInTouch() ? null : "nothing was heard of the log for %s".formatted(outOfTouchMax);
  }

  private boolean isInTouch() {
    return System.nanoTime() - inTouchNanos < outOfTouchMax.toNanos();
  }

  /** Not what was found while something was erased: it may be the key of that very subject. */
  private void keep(Map<String, KeyState> found, long before) {
    found.forEach(cache::put);
    if (erasures.get() != before) {
      cache.invalidateAll(found.keySet());
    }
  }

  /** A subject was erased, says the log. From now on no key of it is given out. */
  void erased(String subject) {
    latest.add(subject);
    erasures.incrementAndGet();
    cache.invalidate(subject);
  }

  /**
   * Every erasure that was in the log at the time has been {@link #erased}. As long as nobody says
   * so, keys are asked of the store, which does not have those that were destroyed.
   *
   * @param nanos the time, by {@link System#nanoTime}
   */
  void inTouch(long nanos) {
    inTouchNanos = nanos;
  }

  /** Every erasure up to the position has been {@link #erased}. */
  void followed(SequencePosition position) {
    latest.followed(position);
  }
}

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

  /** Should nobody follow the log, a key leaves the memory by itself. */
  private static final Duration KEPT_MAX = Duration.ofMinutes(10);

  /** Views follow the log as well, and a read has waited for its view already. */
  private static final Duration FOLLOWED_WAIT_MAX = Duration.ofSeconds(2);

  /** Of one look into the store. */
  private static final int LOOK_MAX = 1_000;

  private final SubjectKeyStore store;
  private final Cache<String, KeyState> cache;
  private final LatestErasures latest;
  private final Duration followedWaitMax;
  private final AtomicLong erasures = new AtomicLong();

  /**
   * Keys from a store.
   *
   * @param keptMax subjects whose keys are kept in memory
   */
  public SubjectKeys(SubjectKeyStore store, int keptMax) {
    this(store, keptMax, FOLLOWED_WAIT_MAX);
  }

  SubjectKeys(SubjectKeyStore store, int keptMax, Duration followedWaitMax) {
    this.store = store;
    this.followedWaitMax = followedWaitMax;
    this.cache = Caffeine.newBuilder().maximumSize(keptMax).expireAfterWrite(KEPT_MAX).build();
    this.latest = new LatestErasures(keptMax);
  }

  /**
   * To encrypt with: the subject's key, made if there was none.
   *
   * @return never {@link None}
   */
  public KeyState forWriting(String subject) {
    var known = inMemory(subject);
    if (known == null || known instanceof None) {
      var before = erasures.get();
      known = store.findOrCreate(subject);
      keep(Map.of(subject, known), before);
    }
    return known;
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
    return latest.contains(subject) ? ERASED : cache.getIfPresent(subject);
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

  /** Every erasure up to the position has been {@link #erased}. */
  void followed(SequencePosition position) {
    latest.followed(position);
  }
}

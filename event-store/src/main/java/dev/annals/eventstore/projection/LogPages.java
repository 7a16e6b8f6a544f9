package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads the older parts of the log once for all projections of the process. Positions have no gaps
 * and what is recorded never changes, so the log falls into pages of equal length, and whoever
 * stands in the same page shares it, decoded payloads included. Reads ahead of those who ask.
 */
final class LogPages {

  /** Events of a page. */
  static final int LENGTH = 1_000;

  private static final int PAGES_AHEAD = 8;
  private static final int PAGES_MAX = 32;
  private static final long CHARACTERS_MAX = 32L << 20;
  private static final int LOADERS = 2;
  private static final int IDLE_SECONDS = 10;

  private final EventReader log;

  /** Its queue holds no more than the pages asked for. */
  private final Executor loaders;

  private final LinkedHashMap<Long, CompletableFuture<LogPage>> pages =
      new LinkedHashMap<>(2 * PAGES_MAX, 0.75f, true);

  LogPages(EventReader log) {
    this.log = log;
    var threads =
        new ThreadPoolExecutor(
            LOADERS,
            LOADERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("projection-reader-", 1).daemon(true).factory());
    threads.allowCoreThreadTimeOut(true);
    this.loaders = threads;
  }

  /** The page that holds the event after this position. */
  static long pageAfter(long position) {
    return position / LENGTH;
  }

  /** The position of a page's last event. */
  static long lastOf(long page) {
    return (page + 1) * LENGTH;
  }

  /**
   * The next events after a position, from pages that end at or before {@code head}.
   *
   * @param charactersMax payload characters after which no further event is taken
   * @param head a position that the log has reached
   * @return empty if the page of the next event reaches beyond {@code head}
   */
  List<ReadEvent> after(long position, int max, long charactersMax, long head)
      throws InterruptedException {
    var events = new ArrayList<ReadEvent>(max);
    var characters = 0L;
    var last = position;
    while (events.size() < max && characters < charactersMax && lastOf(pageAfter(last)) <= head) {
      for (var event : page(pageAfter(last), head).after(last, max - events.size())) {
        events.add(event);
        characters += event.length();
        if (characters >= charactersMax) {
          break;
        }
      }
      last = position + events.size();
    }
    return events;
  }

  /**
   * All events of a page.
   *
   * @param head a position that the log has reached; not before the page's end
   */
  LogPage page(long page, long head) throws InterruptedException {
    CompletableFuture<LogPage> wanted;
    synchronized (pages) {
      wanted = request(page);
      for (var ahead = page + 1; ahead <= page + PAGES_AHEAD && lastOf(ahead) <= head; ahead++) {
        var _ = request(ahead);
      }
      evict(page);
    }
    try {
      return wanted.get();
    } catch (ExecutionException e) {
      forget();
      throw new IllegalStateException("Cannot read the log: " + e.getCause(), e.getCause());
    }
  }

  private CompletableFuture<LogPage> request(long page) {
    var known = pages.get(page);
    if (known != null) {
      return known;
    }
    var requested = CompletableFuture.supplyAsync(() -> load(page), loaders);
    pages.put(page, requested);
    return requested;
  }

  private LogPage load(long page) {
    var after = page * LENGTH;
    var events = log.read(EventQuery.all(), SequencePosition.of(after), LENGTH);
    if (events.size() != LENGTH) {
      throw new IllegalStateException(
          "The log was said to reach beyond %d, but only %d events come after %d"
              .formatted(lastOf(page), events.size(), after));
    }
    return LogPage.of(events, after);
  }

  /** Least recently used first; never what is asked for right now. */
  private void evict(long asked) {
    var characters = pages.values().stream().mapToLong(LogPages::charactersOf).sum();
    var eldest = pages.entrySet().iterator();
    while (eldest.hasNext() && (pages.size() > PAGES_MAX || characters > CHARACTERS_MAX)) {
      var entry = eldest.next();
      if (entry.getValue().isDone() && entry.getKey() != asked) {
        characters -= charactersOf(entry.getValue());
        eldest.remove();
      }
    }
  }

  private static long charactersOf(CompletableFuture<LogPage> page) {
    return page.state() == Future.State.SUCCESS ? page.resultNow().characters() : 0;
  }

  /**
   * Reads everything anew from now on: what was read may be wrong, or of a log that was restored.
   */
  void forget() {
    synchronized (pages) {
      pages.clear();
    }
  }
}

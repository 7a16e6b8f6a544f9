package dev.annals.benchmarks.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was paid into accounts, cent by cent, and what reads of them were answered. Since nothing
 * else happens to the accounts, each answer's balance follows from its position. Thread-safe.
 */
final class PaidCents {

  /** Tells at which positions an account was paid into; one list for each account. */
  private final List<List<Long>> paid;

  private final long balanceBefore;
  private final long headBefore;
  private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
  private final AtomicLong newest = new AtomicLong();

  /**
   * No cent was paid yet.
   *
   * @param accounts how many
   * @param balance of each of them
   * @param head where the log ends
   */
  PaidCents(int accounts, long balance, long head) {
    this.paid =
        IntStream.range(0, accounts)
            .mapToObj(_ -> Collections.synchronizedList(new ArrayList<Long>()))
            .toList();
    this.balanceBefore = balance;
    this.headBefore = head;
  }

  /**
   * An answer.
   *
   * @param newerThan a position that it must have come to
   * @param projected the position that it has come to
   * @param position of the account's last change
   */
  record Read(int account, long newerThan, long projected, long position, long balance) {}

  void paid(int account, long position) {
    paid.get(account).add(position);
  }

  /** The newest position of any answer: who asks from now on must not be told of an older one. */
  long newest() {
    return newest.get();
  }

  void answered(Read read) {
    newest.accumulateAndGet(read.projected(), Math::max);
    reads.add(read);
  }

  /** The answers so far that are wrong; forgets all. Only when no payment is under way. */
  List<String> takeWrong() {
    paid.forEach(Collections::sort);
    var wrong = new ArrayList<String>();
    for (var read = reads.poll(); read != null; read = reads.poll()) {
      var fault = faultOf(read);
      if (fault != null) {
        wrong.add(fault);
      }
    }
    return wrong;
  }

  private @Nullable String faultOf(Read read) {
    if (read.projected() < read.newerThan()) {
      return "Older than position %d, which it must have: %s".formatted(read.newerThan(), read);
    }
    var cents = paid.get(read.account());
    var found = Collections.binarySearch(cents, read.projected());
    var count = found >= 0 ? found + 1 : -found - 1;
    if (read.balance() != balanceBefore + count) {
      return "Not %d on top of %d: %s".formatted(count, balanceBefore, read);
    }
    var last = count == 0 ? Math.min(headBefore, read.position()) : cents.get(count - 1);
    return read.position() == last ? null : "Last changed at %d: %s".formatted(last, read);
  }
}

package dev.annals.standalone.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * Which instruction must wait for which: on each of its accounts, for the one before it. What has
 * nothing to wait for may go at once. Each instruction has at most two accounts, hence at most two
 * predecessors and two successors.
 */
final class AccountOrder {

  private static final int NONE = -1;

  private final int[] firstSuccessor;
  private final int[] secondSuccessor;
  private final AtomicIntegerArray awaited;

  /**
   * Orders the instructions.
   *
   * @param accounts of each instruction; no account twice in one
   */
  AccountOrder(List<List<String>> accounts) {
    var count = accounts.size();
    firstSuccessor = filled(count);
    secondSuccessor = filled(count);
    awaited = new AtomicIntegerArray(count);
    var last = new HashMap<String, Integer>();
    for (var i = 0; i < count; i++) {
      for (var account : accounts.get(i)) {
        var predecessor = last.put(account, i);
        if (predecessor != null) {
          addSuccessor(predecessor, i);
        }
      }
    }
  }

  private static int[] filled(int count) {
    var successors = new int[count];
    Arrays.fill(successors, NONE);
    return successors;
  }

  private void addSuccessor(int predecessor, int successor) {
    var successors = firstSuccessor[predecessor] == NONE ? firstSuccessor : secondSuccessor;
    if (successors[predecessor] != NONE) {
      throw new IllegalStateException("More than two successors of " + predecessor);
    }
    successors[predecessor] = successor;
    awaited.incrementAndGet(successor);
  }

  int size() {
    return firstSuccessor.length;
  }

  /** Names every instruction that waits for nothing. */
  void start(IntConsumer ready) {
    for (var i = 0; i < size(); i++) {
      if (awaited.get(i) == 0) {
        ready.accept(i);
      }
    }
  }

  /** Notes the end of an instruction, and names those that have waited for nothing else. */
  void done(int index, IntConsumer ready) {
    release(firstSuccessor[index], ready);
    release(secondSuccessor[index], ready);
  }

  private void release(int successor, IntConsumer ready) {
    if (successor != NONE && awaited.decrementAndGet(successor) == 0) {
      ready.accept(successor);
    }
  }
}

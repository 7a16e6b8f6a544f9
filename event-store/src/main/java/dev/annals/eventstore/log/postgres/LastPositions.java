package dev.annals.eventstore.log.postgres;

/**
 * The last position of each key, in one array with open addressing: what the committer asks for
 * every tag of every append, so that a look is one access to memory. Keys whose position has fallen
 * to the floor are dropped when the array is rebuilt. Not thread-safe.
 */
final class LastPositions {

  static final long NONE = 0;

  private static final int CAPACITY_MIN = 1 << 10;

  /** A slot whose key has no position any more; an empty one would end the search for others. */
  private static final long GONE = -1;

  /** Key and position in turn, so that they are in one line of the processor's cache. */
  private long[] slots = new long[2 * CAPACITY_MIN];

  private int used;

  void clear() {
    slots = new long[2 * CAPACITY_MIN];
    used = 0;
  }

  /** The last position of the key, or {@link #NONE}. */
  long get(long key) {
    return Math.max(NONE, slots[slot(key) + 1]);
  }

  /**
   * Sets the last position of the key.
   *
   * @param floor keys at or below it may be forgotten
   * @return the one before, or {@link #NONE}
   */
  long put(long key, long position, long floor) {
    var slot = slot(key);
    var before = slots[slot + 1];
    if (before == NONE) {
      if (4 * (used + 1) > slots.length) {
        rebuild(floor);
        slot = slot(key);
      }
      slots[slot] = key;
      used++;
    }
    slots[slot + 1] = position;
    return Math.max(NONE, before);
  }

  /** Takes the last {@link #put} of the key back. */
  void restore(long key, long before) {
    slots[slot(key) + 1] = before == NONE ? GONE : before;
  }

  /** Where the key is, or the empty slot where it belongs. */
  private int slot(long key) {
    var mask = slots.length - 2;
    var slot = (int) key << 1 & mask;
    while (slots[slot + 1] != NONE && slots[slot] != key) {
      slot = slot + 2 & mask;
    }
    return slot;
  }

  private void rebuild(long floor) {
    var old = slots;
    var live = 0;
    for (var i = 0; i < old.length; i += 2) {
      live += old[i + 1] > floor ? 1 : 0;
    }
    var capacity = Math.max(CAPACITY_MIN, Integer.highestOneBit(3 * live + 1) << 1);
    slots = new long[2 * capacity];
    used = live;
    for (var i = 0; i < old.length; i += 2) {
      if (old[i + 1] > floor) {
        var slot = slot(old[i]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }
}

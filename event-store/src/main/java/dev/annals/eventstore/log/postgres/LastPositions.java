package dev.annals.eventstore.log.postgres;

/**
 * The last position of each key, in two arrays with open addressing: what the committer asks for
 * every tag of every append, so that a look is one access to memory. Keys whose position has fallen
 * to the floor are dropped when the arrays are rebuilt. Not thread-safe.
 */
final class LastPositions {

  static final long NONE = 0;

  private static final int CAPACITY_MIN = 1 << 10;

  /** A slot whose key has no position any more; an empty one would end the search for others. */
  private static final long GONE = -1;

  private long[] keys = new long[CAPACITY_MIN];
  private long[] positions = new long[CAPACITY_MIN];
  private int used;

  void clear() {
    keys = new long[CAPACITY_MIN];
    positions = new long[CAPACITY_MIN];
    used = 0;
  }

  /** The last position of the key, or {@link #NONE}. */
  long get(long key) {
    return Math.max(NONE, positions[slot(key)]);
  }

  /**
   * Sets the last position of the key.
   *
   * @param floor keys at or below it may be forgotten
   * @return the one before, or {@link #NONE}
   */
  long put(long key, long position, long floor) {
    var slot = slot(key);
    var before = positions[slot];
    if (before == NONE) {
      if (2 * (used + 1) > keys.length) {
        rebuild(floor);
        slot = slot(key);
      }
      keys[slot] = key;
      used++;
    }
    positions[slot] = position;
    return Math.max(NONE, before);
  }

  /** Takes the last {@link #put} of the key back. */
  void restore(long key, long before) {
    positions[slot(key)] = before == NONE ? GONE : before;
  }

  /** The key's slot, or the empty one where it belongs. */
  private int slot(long key) {
    var mask = keys.length - 1;
    var slot = (int) key & mask;
    while (positions[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rebuild(long floor) {
    var oldKeys = keys;
    var oldPositions = positions;
    var live = 0;
    for (var position : oldPositions) {
      live += position > floor ? 1 : 0;
    }
    var capacity = Math.max(CAPACITY_MIN, Integer.highestOneBit(3 * live + 1) << 1);
    keys = new long[capacity];
    positions = new long[capacity];
    used = live;
    for (var i = 0; i < oldKeys.length; i++) {
      if (oldPositions[i] > floor) {
        var slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        positions[slot] = oldPositions[i];
      }
    }
  }
}

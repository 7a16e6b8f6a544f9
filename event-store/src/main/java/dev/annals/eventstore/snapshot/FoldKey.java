package dev.annals.eventstore.snapshot;

/**
 * What names a fold's state among all others. Stored with snapshots.
 *
 * @param fold name of the fold, for example {@code payments.account}; 1 to {@value #LENGTH_MAX}
 *     characters
 * @param id of the one thing whose events are folded; 1 to {@value #LENGTH_MAX} characters
 */
public record FoldKey(String fold, String id) implements Comparable<FoldKey> {

  public static final int LENGTH_MAX = 256;

  public FoldKey {
    requireShort("fold's name", fold);
    requireShort("fold's id", id);
  }

  private static void requireShort(String what, String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A %s has 1 to %d characters, not %d".formatted(what, LENGTH_MAX, text.length()));
    }
  }

  @Override
  public int compareTo(FoldKey other) {
    var byFold = fold.compareTo(other.fold);
    return byFold != 0 ? byFold : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return fold + '/' + id;
  }
}

package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.log.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Compares events, in their order, with the leaves that were signed. For one thread. */
final class EventCheck {

  private final LeafEncoding encoding = new LeafEncoding();
  private final @Nullable AuthenticTiles tiles;
  private final long sealed;
  private long next;
  private @Nullable MissingTileException damage;

  /**
   * @param sealed how many events are sealed
   * @param next the position that the first event must have
   */
  private EventCheck(@Nullable AuthenticTiles tiles, long sealed, long next) {
    this.tiles = tiles;
    this.sealed = sealed;
    this.next = next;
  }

  static EventCheck with(AuthenticTiles tiles, long sealed, long next) {
    return new EventCheck(tiles, sealed, next);
  }

  /** Of the order only, as there are no tiles to trust. */
  static EventCheck without(long sealed) {
    return new EventCheck(null, sealed, 1);
  }

  /** As {@link #without}, for tiles that are not what was signed. */
  static EventCheck without(MissingTileException damage, long sealed) {
    var check = without(sealed);
    check.damage = damage;
    return check;
  }

  /**
   * The event's leaf hash, if it is the signed one or nobody can tell.
   *
   * @throws DifferenceException if it is not, or if the event is not the next one
   */
  Hash check(StoredEvent event) {
    requireNext(event.position());
    var hash = encoding.hash(event);
    if (next <= sealed && !agrees(hash)) {
      throw new DifferenceException(next, "The event is not the one that was sealed");
    }
    next++;
    return hash;
  }

  private void requireNext(long position) {
    if (position > next) {
      throw new DifferenceException(next, "The event is missing");
    }
    if (position < next) {
      throw new DifferenceException(position, "An event stands where none belongs");
    }
  }

  /** A tile that is damaged says nothing about its events; others may. */
  private boolean agrees(Hash hash) {
    if (tiles == null) {
      return true;
    }
    try {
      return tiles.leaf(next - 1).equals(hash);
    } catch (MissingTileException e) {
      damage = damage == null ? e : damage;
      return true;
    }
  }

  /**
   * All events are there.
   *
   * @throws DifferenceException if some are missing up to {@code last}, or tiles are damaged
   */
  void end(long last) {
    if (next <= last) {
      throw new DifferenceException(next, "The event is missing");
    }
    if (damage != null) {
      var tile = damage.tile();
      throw new DifferenceException(
          tile.firstLeaf() + 1, tile.endLeaf(), String.valueOf(damage.getMessage()));
    }
  }

  long next() {
    return next;
  }
}

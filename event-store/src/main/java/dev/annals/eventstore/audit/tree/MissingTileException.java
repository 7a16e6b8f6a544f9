package dev.annals.eventstore.audit.tree;

/** A tile that the tree must have cannot be had, or is not what it must be. */
public final class MissingTileException extends RuntimeException {

  private final transient Tile tile;

  public MissingTileException(Tile tile, String why) {
    super("%s %s".formatted(tile.path(), why));
    this.tile = tile;
  }

  public Tile tile() {
    return tile;
  }
}

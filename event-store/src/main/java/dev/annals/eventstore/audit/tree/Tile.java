package dev.annals.eventstore.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a tile: consecutive hashes of one level of the tree. A hash of level {@code l} is the root
 * of a full tile of level {@code l - 1}; those of level 0 are of leaves.
 *
 * @param index of the tile within its level, from 0
 * @param width how many hashes it has, {@value #WIDTH} unless it is partial
 */
public record Tile(int level, long index, int width) {

  /** Of a full tile, in hashes. */
  public static final int WIDTH = 256;

  public static final int HEIGHT = 8;

  /** Of the specification; a tree of 2^63 leaves has eight levels. */
  public static final int LEVEL_MAX = 63;

  private static final Pattern LEVEL = Pattern.compile("0|[1-9][0-9]?");
  private static final Pattern PLACE =
      Pattern.compile("((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Enough for every index a long can hold. */
  private static final int PLACE_LENGTH_MAX = 40;

  public Tile {
    if (level < 0 || level > LEVEL_MAX || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException(
          "No tile: level %d, index %d, width %d".formatted(level, index, width));
    }
  }

  /** A full tile. */
  public static Tile full(int level, long index) {
    return new Tile(level, index, WIDTH);
  }

  /** How many hashes of a level a tree of this size has. */
  public static long hashes(int level, long size) {
    var shift = HEIGHT * level;
    return shift >= Long.SIZE ? 0 : size >>> shift;
  }

  /** The tile as a tree of this size has it; empty if it has none there. */
  public static Optional<Tile> in(long size, int level, long index) {
    var hashes = hashes(level, size);
    if (index > (hashes - 1) / WIDTH || hashes == 0) {
      return Optional.empty();
    }
    return Optional.of(new Tile(level, index, (int) Math.min(WIDTH, hashes - index * WIDTH)));
  }

  /** All partial tiles of a tree of this size, from level 0 up. */
  public static List<Tile> partials(long size) {
    var partials = new ArrayList<Tile>();
    for (var level = 0; hashes(level, size) > 0; level++) {
      var hashes = hashes(level, size);
      if (hashes % WIDTH > 0) {
        partials.add(new Tile(level, hashes / WIDTH, (int) (hashes % WIDTH)));
      }
    }
    return partials;
  }

  /** Whether it has fewer hashes than a tile can have. */
  public boolean isPartial() {
    return width < WIDTH;
  }

  /** The first leaf below it. */
  public long firstLeaf() {
    return index << (HEIGHT * (level + 1));
  }

  /** The leaf after the last one below it. */
  public long endLeaf() {
    return firstLeaf() + ((long) width << (HEIGHT * level));
  }

  /** For example {@code tile/0/x001/x234/067.p/8}. */
  public String path() {
    return "tile/%d/%s".formatted(level, place());
  }

  /** Of the entries whose hashes the tile has; for tiles of level 0. */
  public String entriesPath() {
    if (level != 0) {
      throw new IllegalStateException("Only leaves have entries: " + this);
    }
    return "tile/entries/" + place();
  }

  private String place() {
    var groups = new StringBuilder("%03d".formatted(index % 1000));
    for (var rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return isPartial() ? groups + ".p/" + width : groups.toString();
  }

  /** What a path names after {@code tile/}; null if it is not exactly what {@link #path} writes. */
  public static @Nullable Tile parse(String level, String place) {
    return LEVEL.matcher(level).matches() && Integer.parseInt(level) <= LEVEL_MAX
        ? parse(Integer.parseInt(level), place)
        : null;
  }

  /** As {@link #parse(String, String)}, of entries. */
  public static @Nullable Tile parseEntries(String place) {
    return parse(0, place);
  }

  private static @Nullable Tile parse(int level, String place) {
    var matcher = PLACE.matcher(place);
    if (place.length() > PLACE_LENGTH_MAX || !matcher.matches()) {
      return null;
    }
    var width = matcher.group(2) == null ? WIDTH : Integer.parseInt(matcher.group(2));
    var index = index(matcher.group(1).replace("x", "").replace("/", ""));
    if (index < 0 || width > WIDTH || (width == WIDTH && matcher.group(2) != null)) {
      return null;
    }
    var tile = new Tile(level, index, width);
    // One name for each tile: no leading x000.
    return tile.place().equals(place) ? tile : null;
  }

  private static long index(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

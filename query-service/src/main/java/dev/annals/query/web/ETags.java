package dev.annals.query.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions of what is answered, for caches. */
public final class ETags {

  private ETags() {}

  /**
   * Of what last changed at a position. An erasure changes nothing at any position, but whoever has
   * a copy from before must get a new one.
   *
   * @param erased what is missing for that reason; null if nothing is
   */
  public static String of(long position, @Nullable List<String> erased) {
    return (erased == null ? "\"%d\"" : "\"%d-erased\"").formatted(position);
  }
}

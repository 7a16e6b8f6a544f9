package dev.annals.query.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of many, in a stable order.
 *
 * @param next what to send as {@code after} to get the following ones; absent when there are none
 * @param <K> the key the order goes by
 */
public record Page<T, K>(
    List<T> items, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable K next) {

  /**
   * Cuts a page.
   *
   * @param found in order; one more than {@code limit} if there are more than that
   */
  public static <T, K> Page<T, K> cut(List<T> found, int limit, Function<T, K> key) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    var items = List.copyOf(found.subList(0, limit));
    return new Page<>(items, key.apply(items.getLast()));
  }
}

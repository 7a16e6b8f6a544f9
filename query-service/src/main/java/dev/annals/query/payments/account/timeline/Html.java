package dev.annals.query.payments.account.timeline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Tags and attributes are the code's own words; everything else goes through {@link
 * #text} or {@link #letters}, and stays text whatever it contains.
 */
final class Html {

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element. */
  Html open(String tag) {
    return open(tag, "");
  }

  /**
   * Opens an element.
   *
   * @param attributes as they are written, such as {@code class="why"}
   */
  Html open(String tag, String attributes) {
    out.append('<').append(tag);
    if (!attributes.isEmpty()) {
      out.append(' ').append(attributes);
    }
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element that has no end. */
  Html single(String tag, String attributes) {
    open(tag, attributes);
    open.pop();
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String tag, String attributes, String text) {
    return open(tag, attributes).text(text).close();
  }

  /** Only so that people can read it. */
  Html line() {
    out.append('\n');
    return this;
  }

  /** Text for people. What cannot be seen, or would turn around what can be, is named instead. */
  Html text(String text) {
    text.codePoints()
        .forEach(
            point -> {
              if (isDeceptive(point)) {
                out.append("[U+%04X]".formatted(point));
              } else {
                letter(point);
              }
            });
    return this;
  }

  /** Text for machines, to the letter. */
  Html letters(String text) {
    text.codePoints().forEach(this::letter);
    return this;
  }

  private void letter(int point) {
    switch (point) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(point);
    }
  }

  /**
   * Listed, and not asked of the platform, since verifiers must say the same: docs/sealed-log.md.
   */
  private static boolean isDeceptive(int point) {
    return point < 0x20
        || (point >= 0x7F && point <= 0x9F)
        || point == 0xAD
        || point == 0x61C
        || (point >= 0x200B && point <= 0x200F)
        || (point >= 0x2028 && point <= 0x202E)
        || (point >= 0x2060 && point <= 0x206F)
        || point == 0xFEFF
        || (point >= 0xFFF9 && point <= 0xFFFB)
        || (point >= 0xE0000 && point <= 0xE007F);
  }

  /** The style sheet, which is a constant; nothing in it may be escaped. */
  Html style(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** What was written, every element of it closed. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Not closed: " + open);
    }
    return "<!doctype html>\n" + out;
  }
}

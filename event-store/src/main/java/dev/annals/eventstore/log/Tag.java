package dev.annals.eventstore.log;

/**
 * A name an event can be found by, in the form {@code key=value}.
 *
 * @param text 3 to {@value #LENGTH_MAX} characters, no control characters, a {@code =} that is
 *     neither first nor last
 */
public record Tag(String text) {

  public static final int LENGTH_MAX = 256;

  public Tag {
    Texts.requirePlain("Tag", text, LENGTH_MAX);
    var separator = text.indexOf('=');
    if (separator < 1 || separator == text.length() - 1) {
      throw new IllegalArgumentException("Tag must have the form key=value: " + text);
    }
  }

  /** The tag {@code key=value}; the key must not contain {@code =}. */
  public static Tag of(String key, String value) {
    if (key.indexOf('=') >= 0) {
      throw new IllegalArgumentException("Tag key must not contain '=': " + key);
    }
    return new Tag(key + '=' + value);
  }

  public String key() {
    return text.substring(0, text.indexOf('='));
  }

  public String value() {
    return text.substring(text.indexOf('=') + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}

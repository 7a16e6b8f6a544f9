package dev.annals.eventstore.projection;

import java.util.regex.Pattern;

/**
 * Names a projection's progress for good: another name or version starts again at the first event.
 *
 * @param name dotted lower case, for example {@code payments.account}; at most 40 characters
 * @param version raised whenever the same events would now give other rows
 */
public record ProjectionId(String name, int version) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
  private static final int NAME_LENGTH_MAX = 40;

  public ProjectionId {
    if (name.length() > NAME_LENGTH_MAX || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A projection's name is dotted lower case of at most %d characters, not: %s"
              .formatted(NAME_LENGTH_MAX, name));
    }
    if (version < 1) {
      throw new IllegalArgumentException("A projection's version starts at 1, not " + version);
    }
  }

  /** The schema of a build's tables; the number tells rebuilds of one version apart. */
  String tablesSchema(int number) {
    var schema = name.replace('.', '_') + "_v" + version;
    return number == 1 ? schema : schema + "_" + number;
  }

  @Override
  public String toString() {
    return name + " v" + version;
  }
}

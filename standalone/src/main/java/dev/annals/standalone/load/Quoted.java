package dev.annals.standalone.load;

/** Foreign text as it may appear in a message: short, and unable to steer a terminal. */
final class Quoted {

  private static final int LENGTH_MAX = 60;

  private Quoted() {}

  static String of(String text) {
    var start = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "...";
    return '"' + printable(start) + '"';
  }

  /** The text with everything but visible ASCII and blanks replaced by a question mark. */
  static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
